output "bucket" {
  description = "Name of the bucket. Upload photos under `uploads/`."
  value       = module.darkroom.bucket_name
}

output "url" {
  description = "Base URL of the images: `<url>/thumb/<path>`."
  value       = module.darkroom.cdn_url
}

output "role_policies" {
  description = "What each role may do, as JSON, for a review."
  value       = module.darkroom.role_policies
}
