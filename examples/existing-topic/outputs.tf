output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "topic_arn" {
  description = "ARN of the topic that many teams share."
  value       = aws_sns_topic.buckets.arn
}

output "audit_queue" {
  description = "URL of the other team's queue."
  value       = aws_sqs_queue.audit.url
}

output "process_queue" {
  description = "URL of Darkroom's queue: only events of its own originals come here."
  value       = module.darkroom.process_queue_url
}

output "dead_letter_queue" {
  description = "URL of the queue of messages that process failed on, which stays empty."
  value       = module.darkroom.process_dead_letter_queue_url
}

output "url" {
  description = "Base URL of the images: `<url>/page/<path>`."
  value       = module.darkroom.cdn_url
}
