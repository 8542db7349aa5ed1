output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "rejected_queue" {
  description = "URL of the queue that receives an event for each photo that was rejected."
  value       = aws_sqs_queue.rejected.url
}

output "url" {
  description = "Base URL of the images: `<url>/page/<path>`."
  value       = module.darkroom.cdn_url
}
