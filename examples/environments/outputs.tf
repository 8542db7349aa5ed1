output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "url" {
  description = "Base URL of the images: `<url>/thumb/<path>`."
  value       = module.darkroom.cdn_url
}

output "alarms_topic_arn" {
  description = "ARN of the topic that alarms are sent to; null if there are no alarms."
  value       = one(aws_sns_topic.alarms[*].arn)
}
