output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "url" {
  description = "Base URL of the site; images are at `<url>/images/<preset>/<path>`."
  value       = "https://${aws_cloudfront_distribution.site.domain_name}"
}
