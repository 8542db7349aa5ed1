output "function_url" {
  description = "URL of the render function, with a slash at its end."
  value       = module.function.function_url
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

output "log_group_name" {
  description = "Name of the log group that the render function writes to."
  value       = module.function.log_group_name
}

output "reserved_concurrency" {
  description = "Copies that are set aside in the account for this function; null for none."
  value       = module.function.reserved_concurrency
}

output "environment_bytes" {
  description = "Size of the function's environment in bytes; Lambda takes at most 4096."
  value       = module.function.environment_bytes
}

output "planned_environment" {
  description = "Size of the function's environment as a plan already knows it: `bytes`, and the `limit` that Lambda sets."
  value       = { bytes = module.planned_environment.bytes, limit = module.planned_environment.limit }
}
