output "queue_url" {
  description = "URL of the process queue."
  value       = module.queue.url
}

output "queue_planned_url" {
  description = "URL of the process queue as known at plan time: see modules/queue."
  value       = module.queue.planned_url
}

output "queue_arn" {
  description = "ARN of the process queue."
  value       = module.queue.arn
}

output "queue_name" {
  description = "Name of the process queue: the `QueueName` of its metrics."
  value       = module.queue.name
}

output "dead_letter_queue_url" {
  description = "URL of the process queue's dead-letter queue."
  value       = module.queue.dead_letter_url
}

output "dead_letter_queue_arn" {
  description = "ARN of the process queue's dead-letter queue."
  value       = module.queue.dead_letter_arn
}

output "dead_letter_queue_name" {
  description = "Name of the process queue's dead-letter queue."
  value       = module.queue.dead_letter_name
}

output "dead_letter_retention_days" {
  description = "Days that a dead letter is retained, counted from when its message was first sent."
  value       = module.queue.dead_letter_retention_days
}

output "function_name" {
  description = "Name of the process function."
  value       = module.function.name
}

output "function_arn" {
  description = "ARN of the process function."
  value       = module.function.arn
}

output "role_name" {
  description = "Name of the process function's role."
  value       = module.function.role_name
}

output "role_arn" {
  description = "ARN of the process function's role."
  value       = module.function.role_arn
}

output "role_policies" {
  description = "What the process function's role needs, as JSON: `permissions` and `trust`."
  value       = module.function.role_policies
}

output "log_group_name" {
  description = "Name of the log group that the process function writes to."
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

output "purge_queue_arn" {
  description = "ARN of the queue that the function sends changes to; null for none."
  value       = try(var.purge_queue.arn, null)
}
