output "queue_url" {
  description = "URL of the sweep queue."
  value       = module.queue.url
}

output "queue_arn" {
  description = "ARN of the sweep queue."
  value       = module.queue.arn
}

output "queue_name" {
  description = "Name of the sweep queue: the `QueueName` of its metrics."
  value       = module.queue.name
}

output "dead_letter_queue_url" {
  description = "URL of the dead-letter queue of the sweep queue and of the schedule."
  value       = module.queue.dead_letter_url
}

output "dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue of the sweep queue and of the schedule."
  value       = module.queue.dead_letter_arn
}

output "dead_letter_queue_name" {
  description = "Name of the dead-letter queue of the sweep queue and of the schedule."
  value       = module.queue.dead_letter_name
}

output "function_name" {
  description = "Name of the sweep function."
  value       = module.function.name
}

output "function_arn" {
  description = "ARN of the sweep function."
  value       = module.function.arn
}

output "role_name" {
  description = "Name of the sweep function's role."
  value       = module.function.role_name
}

output "role_arn" {
  description = "ARN of the sweep function's role."
  value       = module.function.role_arn
}

output "schedule_role_policies" {
  description = "What the role of the sweep's schedule needs, as JSON: `permissions` and `trust`."
  value       = { permissions = local.policy, trust = local.trust_policy }
}

output "role_policies" {
  description = "What the sweep function's role needs, as JSON: `permissions` and `trust`."
  value       = module.function.role_policies
}

output "log_group_name" {
  description = "Name of the log group that the sweep function writes to."
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
  value       = var.function.timeout_seconds
}

output "schedule_name" {
  description = "Name of the schedule, in the default group."
  value       = aws_scheduler_schedule.this.name
}

output "change_schedule_name" {
  description = "Name of the schedule that starts the sweep after the last change; null for none."
  value       = one(aws_scheduler_schedule.change[*].name)
}
