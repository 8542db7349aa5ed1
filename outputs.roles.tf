output "role_policies" {
  description = <<-EOT
    What each role needs, by the names of `roles.existing`, for roles that Darkroom does not make: `permissions` is its policy and `trust`
    its trust policy, both as JSON. Functions and schedules that do not exist are left out.
  EOT
  value = merge(
    { process = module.process.role_policies },
    { for made in module.render : "render" => made.role_policies },
    { for made in module.purge : "purge" => made.role_policies },
    { for made in module.sweep : "sweep" => made.role_policies },
    { for made in module.purge : "purge_schedule" => made.schedule_role_policies },
    { for made in module.sweep : "sweep_schedule" => made.schedule_role_policies },
  )
}
