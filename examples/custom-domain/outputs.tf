output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "url" {
  description = "Base URL of the images: `<url>/thumb/<path>`."
  value       = module.darkroom.cdn_url
}

output "cdn_domain_name" {
  description = "CloudFront's own name of the distribution, which the records lead to."
  value       = module.darkroom.cdn_domain_name
}
