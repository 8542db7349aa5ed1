output "cdn_url" {
  description = "Base URL of all images, without a trailing slash: `<cdn_url>/<preset>/<path>`; null when `cdn` is null."
  value       = one(module.cdn[*].url)
}

output "cdn_domain_name" {
  description = "CloudFront domain name of the distribution, the target of your DNS records; null when `cdn` is null."
  value       = one(module.cdn[*].domain_name)
}

output "cdn_hosted_zone_id" {
  description = "Route 53 hosted zone ID of the distribution, for alias records; null when `cdn` is null."
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
    The distribution's CloudFront policies, to pass as `cdn.policies` to other stacks in the account; null when `cdn` is null.
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
  description = "URL of the render function, which only the distribution may invoke; null when `cdn` is null."
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
