output "uploads_topic_arn" {
  description = "ARN of the topic that S3 publishes to."
  value       = local.topic_arns.uploads

  depends_on = [aws_sns_topic.uploads]
}

output "uploads_topic_name" {
  description = "Name of the topic that S3 publishes to: the `TopicName` of its metrics."
  value       = aws_sns_topic.uploads.name
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
