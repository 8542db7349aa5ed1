output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "ready_queue" {
  description = "URL of the queue that receives an event for each photo that is ready."
  value       = aws_sqs_queue.ready.url
}

output "url" {
  description = "Base URL of the images: `<url>/thumb/<path>`."
  value       = module.darkroom.cdn_url
}
