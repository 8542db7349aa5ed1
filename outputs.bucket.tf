output "bucket_name" {
  description = "Name of the bucket. Upload originals under `originals_prefix`."
  value       = module.bucket.name
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_regional_domain_name" {
  description = "The bucket's regional domain name, for a CDN of your own."
  value       = module.bucket.regional_domain_name
}
