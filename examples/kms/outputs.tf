output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "objects_key" {
  description = "ARN of the key that encrypts the objects."
  value       = aws_kms_key.objects.arn
}

output "url" {
  description = "Base URL of the images: `<url>/800x600/<path>`."
  value       = module.darkroom.cdn_url
}
