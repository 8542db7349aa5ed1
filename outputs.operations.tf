output "purge_queue_url" {
  description = "URL of the queue of changes that wait for an invalidation; null without purge."
  value       = one(module.purge[*].queue_url)
}

output "purge_queue_arn" {
  description = "ARN of the purge queue; null without purge."
  value       = one(module.purge[*].queue_arn)
}

output "purge_dead_letter_queue_url" {
  description = "URL of the purge queue's dead-letter queue: changes that could not be invalidated for hours; null without purge."
  value       = one(module.purge[*].dead_letter_queue_url)
}

output "purge_dead_letter_queue_arn" {
  description = "ARN of the purge queue's dead-letter queue; null without purge."
  value       = one(module.purge[*].dead_letter_queue_arn)
}

output "purge_ticks_queue_url" {
  description = "URL of the FIFO queue of purge's schedule; null without purge. A message of the group `ticks` triggers a purge now."
  value       = one(module.purge[*].ticks_queue_url)
}

output "purge_ticks_queue_arn" {
  description = "ARN of the FIFO queue of purge's schedule; null without purge."
  value       = one(module.purge[*].ticks_queue_arn)
}

output "purge_function_name" {
  description = "Name of the purge function; null without purge."
  value       = one(module.purge[*].function_name)
}

output "purge_function_arn" {
  description = "ARN of the purge function; null without purge."
  value       = one(module.purge[*].function_arn)
}

output "purge_role_name" {
  description = "Name of the purge function's role; null without purge."
  value       = one(module.purge[*].role_name)
}

output "purge_role_arn" {
  description = "ARN of the purge function's role; null without purge."
  value       = one(module.purge[*].role_arn)
}

output "purge_log_group_name" {
  description = "Name of the log group that the purge function writes to; null without purge."
  value       = one(module.purge[*].log_group_name)
}

output "sweep_queue_url" {
  description = <<-EOT
    URL of the sweep queue; null without a sweep. The message `{"sweep":"start"}` starts a sweep now, and
    `{"sweep":"start","dryRun":true}` one that only counts.
  EOT
  value       = one(module.sweep[*].queue_url)
}

output "sweep_queue_arn" {
  description = "ARN of the sweep queue; null without a sweep."
  value       = one(module.sweep[*].queue_arn)
}

output "sweep_dead_letter_queue_url" {
  description = "URL of the dead-letter queue of the sweep queue and its schedule; null without a sweep."
  value       = one(module.sweep[*].dead_letter_queue_url)
}

output "sweep_dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue of the sweep queue and its schedule; null without a sweep."
  value       = one(module.sweep[*].dead_letter_queue_arn)
}

output "sweep_function_name" {
  description = "Name of the sweep function; null without a sweep."
  value       = one(module.sweep[*].function_name)
}

output "sweep_function_arn" {
  description = "ARN of the sweep function; null without a sweep."
  value       = one(module.sweep[*].function_arn)
}

output "sweep_role_name" {
  description = "Name of the sweep function's role; null without a sweep."
  value       = one(module.sweep[*].role_name)
}

output "sweep_role_arn" {
  description = "ARN of the sweep function's role; null without a sweep."
  value       = one(module.sweep[*].role_arn)
}

output "sweep_log_group_name" {
  description = "Name of the log group that the sweep function writes to; null without a sweep."
  value       = one(module.sweep[*].log_group_name)
}

output "alarm_arns" {
  description = "ARNs of the alarms, by name without the stack's prefix; empty when `observability` is null."
  value       = var.observability == null ? {} : module.observability[0].alarm_arns
}

output "dashboard_name" {
  description = "Name of the dashboard; null if there is none."
  value       = one(module.observability[*].dashboard_name)
}
