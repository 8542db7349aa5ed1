output "function_url" {
  description = "URL of the render function, with a trailing slash."
  value       = module.function.function_url
}

output "alias" {
  description = "Name of the alias that the URL belongs to; null for the function itself."
  value       = module.function.alias
}

output "url_arn" {
  description = "ARN of what the URL calls: the function or its alias."
  value       = module.function.url_arn
}

output "function_name" {
  description = "Name of the render function."
  value       = module.function.name
}

output "function_arn" {
  description = "ARN of the render function."
  value       = module.function.arn
}

output "role_name" {
  description = "Name of the render function's role."
  value       = module.function.role_name
}

output "role_arn" {
  description = "ARN of the render function's role."
  value       = module.function.role_arn
}

output "role_policies" {
  description = "What the render function's role needs, as JSON: `permissions` and `trust`."
  value       = module.function.role_policies
}

output "log_group_name" {
  description = "Name of the log group that the render function writes to."
  value       = module.function.log_group_name
}

output "reserved_concurrency" {
  description = "Reserved concurrent executions of the function; null for none."
  value       = module.function.reserved_concurrency
}

output "environment_bytes" {
  description = "Size of the function's environment in bytes; Lambda's limit is 4096."
  value       = module.function.environment_bytes
}

output "planned_environment" {
  description = "Size of the function's environment as known at plan time: `bytes`, and Lambda's `limit`."
  value       = { bytes = module.planned_environment.bytes, limit = module.planned_environment.limit }
}
