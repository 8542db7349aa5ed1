output "version" {
  description = "Version of the module. `npm run doctor` compares it with those of the zip and of the viewer function."
  value       = local.version
}

output "config_bytes" {
  description = <<-EOT
    Size in bytes of the process function's environment, which holds all presets and limits, as Lambda counts it; it takes at most
    4096.
  EOT
  value       = module.process.environment_bytes

  precondition {
    condition = local.largest_environment.bytes <= local.largest_environment.limit
    error_message = join("", [
      "The configuration of ${local.largest_environment.function} comes to ${local.largest_environment.bytes} bytes as Lambda ",
      "counts them, and it takes ${local.largest_environment.limit}; the ${length(var.presets)} presets are ",
      "${length(local.packed_presets)} of these, packed. Use fewer presets, shorter names, or the same options in many of them: ",
      "they compress the better the more they are alike.",
    ])
  }
}
