output "uploads_topic_arn" {
  description = <<-EOT
    ARN of the topic that S3 publishes to, to be notified when originals are created, replaced or deleted; null with
    `upload_events.eventbridge`.
  EOT
  value       = module.notifications.uploads_topic_arn
}

output "existing_topic_statements" {
  description = <<-EOT
    What the policy of `upload_events.existing_topic` needs: statements, as objects with IAM's own keys. The second, for the
    subscription, only if the topic is in another account. Empty without an existing topic.
  EOT
  value       = module.notifications.existing_topic_statements
}

output "events_topic_arn" {
  description = "ARN of the topic of `ready`, `rejected` and `removed` events, each with its manifest; null when `events.topic` is false."
  value       = module.notifications.events_topic_arn
}

output "subscription_dead_letter_queue_url" {
  description = "URL of the subscription's dead-letter queue: events that SNS or EventBridge could not deliver to the process queue."
  value       = module.notifications.subscription_dead_letter_queue_url
}

output "subscription_dead_letter_queue_arn" {
  description = "ARN of the subscription's dead-letter queue."
  value       = module.notifications.subscription_dead_letter_queue_arn
}
