output "uploads_topic_arn" {
  description = "ARN of the topic that S3 publishes to. Subscribe to be notified when originals are created, replaced or deleted."
  value       = module.notifications.uploads_topic_arn
}

output "events_topic_arn" {
  description = "ARN of the topic of `ready`, `rejected` and `removed` events, each with its manifest; null when `events_topic` is false."
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
