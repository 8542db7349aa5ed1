output "process_queue_url" {
  description = "URL of the queue that feeds the process function."
  value       = module.process.queue_url
}

output "process_queue_arn" {
  description = "ARN of the process queue."
  value       = module.process.queue_arn
}

output "process_dead_letter_queue_url" {
  description = "URL of the process queue's dead-letter queue: originals that failed `process.max_receive_count` times."
  value       = module.process.dead_letter_queue_url
}

output "process_dead_letter_queue_arn" {
  description = "ARN of the process queue's dead-letter queue."
  value       = module.process.dead_letter_queue_arn
}

output "process_function_name" {
  description = "Name of the process function."
  value       = module.process.function_name
}

output "process_function_arn" {
  description = "ARN of the process function."
  value       = module.process.function_arn
}

output "process_role_name" {
  description = "Name of the process function's role."
  value       = module.process.role_name
}

output "process_role_arn" {
  description = "ARN of the process function's role."
  value       = module.process.role_arn
}

output "process_log_group_name" {
  description = "Name of the log group that the process function writes to."
  value       = module.process.log_group_name
}
