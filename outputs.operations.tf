output "sweep_queue_url" {
  description = "URL of the sweep's queue; null without a sweep. A message `{\"sweep\":\"start\"}` begins a sweep now, and with `\"dryRun\":true` beside it one that only counts."
  value       = var.sweep == null ? null : module.sweep[0].queue_url
}

output "sweep_queue_arn" {
  description = "ARN of the sweep's queue; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].queue_arn
}

output "sweep_dead_letter_queue_url" {
  description = "URL of the dead-letter queue of the sweep's queue and schedule; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].dead_letter_queue_url
}

output "sweep_dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue of the sweep's queue and schedule; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].dead_letter_queue_arn
}

output "sweep_function_name" {
  description = "Name of the sweep function; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].function_name
}

output "sweep_function_arn" {
  description = "ARN of the sweep function; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].function_arn
}

output "sweep_role_name" {
  description = "Name of the sweep function's role; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].role_name
}

output "sweep_role_arn" {
  description = "ARN of the sweep function's role; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].role_arn
}

output "sweep_log_group_name" {
  description = "Name of the log group that the sweep function writes to; null without a sweep."
  value       = var.sweep == null ? null : module.sweep[0].log_group_name
}

output "alarm_arns" {
  description = "ARNs of the alarms, by name without the stack's; empty when `observability` is null."
  value       = var.observability == null ? {} : module.observability[0].alarm_arns
}

output "dashboard_name" {
  description = "Name of the dashboard; null where there is none."
  value       = var.observability == null ? null : module.observability[0].dashboard_name
}
