output "bucket" {
  description = "Name of the bucket. Upload photos under `avatars/` and `products/`."
  value       = aws_s3_bucket.media.bucket
}

output "invoices_queue" {
  description = "URL of the queue that is told of invoices, as it was before."
  value       = aws_sqs_queue.invoices.url
}

output "url" {
  description = "Base URL of the images: `<url>/thumb/avatars/<name>`."
  value       = module.darkroom.cdn_url
}
