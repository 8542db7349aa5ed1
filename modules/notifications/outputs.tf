output "uploads_topic_arn" {
  description = "ARN of the topic that S3 publishes to; null if events come from EventBridge."
  value       = local.uploads_topic_arn

  depends_on = [aws_sns_topic.uploads]
}

output "uploads_metrics" {
  description = "What the source of events counts: the `namespace` of its metrics, and the `dimension` and `value` that select it."
  value = (
    local.from_eventbridge
    ? { namespace = "AWS/Events", dimension = "RuleName", value = module.rule_names.names.uploads }
    : {
      namespace = "AWS/SNS", dimension = "TopicName"
      value     = local.from_own_topic ? module.topic_names.names.uploads : try(split(":", local.uploads_topic_arn)[5], "")
    }
  )
}

output "sender" {
  description = "What sends to the process queue, for the queue's policy: `service`, a principal, on behalf of `source_arn`."
  value       = local.sender
}

output "existing_topic_statements" {
  description = "Statements that the policy of an existing topic needs, as objects with IAM's own keys; empty without one."
  value       = local.existing_topic_statements
}

output "bucket_eventbridge" {
  description = "Whether the bucket has to send its events to EventBridge."
  value       = local.from_eventbridge || var.bucket_eventbridge
}

output "events_topic_arn" {
  description = "ARN of the topic that Darkroom publishes to; null if there is none."
  value       = var.events_topic ? local.topic_arns.events : null

  depends_on = [aws_sns_topic.events]
}

output "subscription_dead_letter_queue_url" {
  description = "URL of the subscription's dead-letter queue: events that SNS could not deliver to the process queue."
  value       = aws_sqs_queue.subscription_dead_letter.url
}

output "subscription_dead_letter_queue_arn" {
  description = "ARN of the subscription's dead-letter queue."
  value       = local.subscription_dead_letter_arn

  depends_on = [aws_sqs_queue.subscription_dead_letter]
}

output "subscription_dead_letter_queue_name" {
  description = "Name of the subscription's dead-letter queue."
  value       = aws_sqs_queue.subscription_dead_letter.name
}

output "bucket_topics" {
  description = "The blocks `topic` of the bucket's `aws_s3_bucket_notification`: `id`, `topic_arn`, `filter_prefix`, `events`."
  value       = local.bucket_topics

  # S3 tests the topic's policy, and the subscription must exist before the first event.
  depends_on = [aws_sns_topic_subscription.process]
}
