output "bucket_name" {
  description = "Name of the bucket: originals go in under `originals_prefix`."
  value       = module.bucket.name
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_regional_domain_name" {
  description = "The bucket's regional domain name, for a CDN of your own."
  value       = module.bucket.regional_domain_name
}

output "uploads_topic_arn" {
  description = "ARN of the topic that S3 publishes to. Subscribe to hear of originals that arrive, change or go."
  value       = module.notifications.uploads_topic_arn
}

output "events_topic_arn" {
  description = "ARN of the topic that says `ready`, `rejected` or `removed`, with the manifest inside; null when `events_topic` is false."
  value       = module.notifications.events_topic_arn
}

output "process_queue_url" {
  description = "URL of the queue that feeds the process function."
  value       = module.notifications.process_queue_url
}

output "process_queue_arn" {
  description = "ARN of the process queue."
  value       = module.notifications.process_queue_arn
}

output "process_dead_letter_queue_url" {
  description = "URL of the process queue's dead-letter queue: originals that failed `process.max_receive_count` times."
  value       = module.notifications.process_dead_letter_queue_url
}

output "process_dead_letter_queue_arn" {
  description = "ARN of the process queue's dead-letter queue."
  value       = module.notifications.process_dead_letter_queue_arn
}

output "subscription_dead_letter_queue_url" {
  description = "URL of the subscription's dead-letter queue: events that SNS could not deliver to the process queue."
  value       = module.notifications.subscription_dead_letter_queue_url
}

output "subscription_dead_letter_queue_arn" {
  description = "ARN of the subscription's dead-letter queue."
  value       = module.notifications.subscription_dead_letter_queue_arn
}

output "process_function_name" {
  description = "Name of the process function."
  value       = module.process.name
}

output "process_function_arn" {
  description = "ARN of the process function."
  value       = module.process.arn
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

output "config_bytes" {
  description = "Size in bytes of the process function's environment, which holds all presets and limits, as Lambda counts it; it takes at most 4096."
  value       = module.process.environment_bytes

  precondition {
    condition = local.largest_environment.bytes <= local.largest_environment.limit
    error_message = join("", [
      "The configuration of ${local.largest_environment.function} comes to ${local.largest_environment.bytes} bytes as Lambda counts them, and it takes ",
      "${local.largest_environment.limit}; the ${length(var.presets)} presets are ${length(local.packed_presets)} of these, packed. ",
      "Use fewer presets, shorter names, or the same options in many of them: they compress the better the more they are alike.",
    ])
  }
}
