output "uploads_topic_arn" {
  description = "ARN of the topic that S3 publishes to. Subscribe to hear of originals that arrive, change or go."
  value       = module.notifications.uploads_topic_arn
}

output "events_topic_arn" {
  description = "ARN of the topic that says `ready`, `rejected` or `removed`, with the manifest inside; null when `events_topic` is false."
  value       = module.notifications.events_topic_arn
}

output "subscription_dead_letter_queue_url" {
  description = "URL of the subscription's dead-letter queue: events that SNS could not deliver to the process queue."
  value       = module.notifications.subscription_dead_letter_queue_url
}

output "subscription_dead_letter_queue_arn" {
  description = "ARN of the subscription's dead-letter queue."
  value       = module.notifications.subscription_dead_letter_queue_arn
}
