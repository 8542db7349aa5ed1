output "bucket_name" {
  description = "Name of the bucket. Upload originals under `originals.prefix`, or its `folders`."
  value       = module.bucket.name
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_regional_domain_name" {
  description = "The bucket's regional domain name."
  value       = module.bucket.regional_domain_name
}

output "variants_bucket_name" {
  description = "Name of the bucket of variants and manifests: `bucket_name` unless `variants_bucket` is set."
  value       = local.variants_bucket.name
}

output "variants_bucket_arn" {
  description = "ARN of the bucket of variants and manifests."
  value       = local.variants_bucket.arn
}

output "variants_bucket_regional_domain_name" {
  description = "Regional domain name of the bucket of variants and manifests, for a CDN of your own."
  value       = local.variants_bucket.regional_domain_name
}

output "bucket_notification_topics" {
  description = <<-EOT
    What the notifications of an existing bucket need: the blocks `topic` of its `aws_s3_bucket_notification`, as objects with `id`,
    `topic_arn`, `filter_prefix` and `events`. A bucket that Darkroom makes has them.
  EOT
  value       = module.notifications.bucket_topics
}

output "bucket_notification_eventbridge" {
  description = "Whether the `aws_s3_bucket_notification` of an existing bucket needs `eventbridge = true`."
  value       = module.notifications.bucket_eventbridge
}

output "bucket_policy_statements" {
  description = <<-EOT
    What the policy of an existing bucket needs: statements, as objects with IAM's own keys. None if the variants are in another
    bucket, or without a CDN. A bucket that Darkroom makes has them.
  EOT
  value       = module.bucket.policy_statements
}

output "bucket_lifecycle_rules" {
  description = <<-EOT
    Lifecycle rules that an existing bucket should have, so that leftovers expire, as objects with `id`, `prefix`,
    `abort_incomplete_multipart_upload_days`, `expiration_days`, `expired_object_delete_marker`, `noncurrent_version_expiration_days`
    and `transitions`. A bucket that Darkroom makes has them.
  EOT
  value       = module.bucket.lifecycle_rules
}

output "bucket_cors_rules" {
  description = "CORS rules that an existing bucket needs for `uploads`, as objects with the keys of `cors_rule`; empty without `uploads`."
  value       = module.bucket.cors_rules
}

output "variants_bucket_policy_statements" {
  description = "The same as `bucket_policy_statements`, for the existing bucket of `variants_bucket`; empty without one."
  value       = flatten(module.variants_bucket[*].policy_statements)
}

output "variants_bucket_lifecycle_rules" {
  description = "The same as `bucket_lifecycle_rules`, for the existing bucket of `variants_bucket`; empty without one."
  value       = flatten(module.variants_bucket[*].lifecycle_rules)
}
