output "version" {
  description = "Version of the module. `npx darkroom doctor` compares it with the versions of the zip and the viewer function."
  value       = local.version
}

output "config_bytes" {
  description = <<-EOT
    Size of the process function's environment in bytes, as Lambda counts it. It holds all presets and limits; Lambda's limit is
    4096.
  EOT
  value       = module.process.environment_bytes

  precondition {
    condition = local.largest_environment.bytes <= local.largest_environment.limit
    error_message = join("", [
      "The configuration of ${local.largest_environment.function} is ${local.largest_environment.bytes} bytes as Lambda counts ",
      "them, but Lambda allows ${local.largest_environment.limit}. The ${length(local.presets)} presets take ",
      "${length(local.packed_presets)} of them, compressed. Use fewer presets, shorter names, or the same options in many of ",
      "them: similar presets compress better.",
    ])
  }
}
