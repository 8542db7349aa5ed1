output "cdn_url" {
  description = "Address that image URLs begin with, without a trailing slash: `<cdn_url>/<preset>/<path>`; null when `cdn` is null."
  value       = one(module.cdn[*].url)
}

output "cdn_domain_name" {
  description = "CloudFront's own host name of the distribution, to point DNS at; null when `cdn` is null."
  value       = one(module.cdn[*].domain_name)
}

output "cdn_hosted_zone_id" {
  description = "Route 53 zone of that name, for alias records; null when `cdn` is null."
  value       = one(module.cdn[*].hosted_zone_id)
}

output "distribution_id" {
  description = "ID of the distribution; null when `cdn` is null."
  value       = one(module.cdn[*].distribution_id)
}

output "distribution_arn" {
  description = "ARN of the distribution; null when `cdn` is null."
  value       = one(module.cdn[*].distribution_arn)
}

output "cdn_policies" {
  description = <<-EOT
    The CloudFront policies of the distribution, for the `cdn.policies` of other stacks in the account; null when `cdn` is null.
  EOT
  value       = one(module.cdn[*].policies)
}

output "render_function_name" {
  description = "Name of the render function; null when `cdn` is null."
  value       = one(module.render[*].function_name)
}

output "render_function_arn" {
  description = "ARN of the render function; null when `cdn` is null."
  value       = one(module.render[*].function_arn)
}

output "render_function_url" {
  description = "URL of the render function, which only the distribution may use; null when `cdn` is null."
  value       = one(module.render[*].function_url)
}

output "render_role_name" {
  description = "Name of the render function's role; null when `cdn` is null."
  value       = one(module.render[*].role_name)
}

output "render_role_arn" {
  description = "ARN of the render function's role; null when `cdn` is null."
  value       = one(module.render[*].role_arn)
}

output "render_log_group_name" {
  description = "Name of the log group that the render function writes to; null when `cdn` is null."
  value       = one(module.render[*].log_group_name)
}
