output "queue_url" {
  description = "URL of the purge queue."
  value       = module.queue.url
}

output "queue_planned_url" {
  description = "URL of the purge queue as known at plan time: see modules/queue."
  value       = module.queue.planned_url
}

output "queue_arn" {
  description = "ARN of the purge queue."
  value       = module.queue.arn
}

output "queue_name" {
  description = "Name of the purge queue: the `QueueName` of its metrics."
  value       = module.queue.name
}

output "dead_letter_queue_url" {
  description = "URL of the purge queue's dead-letter queue: changes that could not be invalidated for hours."
  value       = module.queue.dead_letter_url
}

output "dead_letter_queue_arn" {
  description = "ARN of the purge queue's dead-letter queue."
  value       = module.queue.dead_letter_arn
}

output "dead_letter_queue_name" {
  description = "Name of the purge queue's dead-letter queue."
  value       = module.queue.dead_letter_name
}

output "ticks_queue_url" {
  description = "URL of the FIFO queue of the schedule's ticks. A message of the group `ticks` triggers a drain now."
  value       = module.ticks.queue_url
}

output "ticks_queue_arn" {
  description = "ARN of the FIFO queue of the schedule's ticks."
  value       = module.ticks.queue_arn
}

output "function_name" {
  description = "Name of the purge function."
  value       = module.function.name
}

output "function_arn" {
  description = "ARN of the purge function."
  value       = module.function.arn
}

output "role_name" {
  description = "Name of the purge function's role."
  value       = module.function.role_name
}

output "role_arn" {
  description = "ARN of the purge function's role."
  value       = module.function.role_arn
}

output "schedule_role_policies" {
  description = "What the role of purge's schedule needs, as JSON: `permissions` and `trust`."
  value       = module.ticks.role_policies
}

output "role_policies" {
  description = "What the purge function's role needs, as JSON: `permissions` and `trust`."
  value       = module.function.role_policies
}

output "log_group_name" {
  description = "Name of the log group that the purge function writes to."
  value       = module.function.log_group_name
}

output "environment_bytes" {
  description = "Size of the function's environment in bytes; Lambda's limit is 4096."
  value       = module.function.environment_bytes
}

output "planned_environment" {
  description = "Size of the function's environment as known at plan time: `bytes`, and Lambda's `limit`."
  value       = { bytes = module.planned_environment.bytes, limit = module.planned_environment.limit }
}

output "timeout_seconds" {
  description = "The function's timeout, in seconds."
  value       = local.timeout_seconds
}
