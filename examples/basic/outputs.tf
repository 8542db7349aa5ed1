output "bucket" {
  description = "Where photos go, under `originals/`."
  value       = module.darkroom.bucket_name
}

output "ready_queue" {
  description = "URL of the queue that hears of each photo that is ready."
  value       = aws_sqs_queue.ready.url
}

output "url" {
  description = "What URLs begin with: `<url>/thumb/<path>`."
  value       = module.darkroom.cdn_url
}
