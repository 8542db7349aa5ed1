output "name" {
  description = "Name of the bucket."
  value       = local.bucket_name

  # Whatever depends on the name gets a bucket that is already private, encrypted and versioned. The bucket policy is left out,
  # because it may name a distribution, which in turn depends on functions that are configured with this name.
  depends_on = [
    aws_s3_bucket.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}

output "arn" {
  description = "ARN of the bucket."
  value       = local.bucket_arn

  depends_on = [aws_s3_bucket.this]
}

output "regional_domain_name" {
  description = "The bucket's regional domain name, for use as a CDN origin."
  value = (
    var.create
    ? aws_s3_bucket.this[0].bucket_regional_domain_name
    : "${local.bucket_name}.s3.${module.region.name}.${data.aws_partition.this.dns_suffix}"
  )
}

output "policy_statements" {
  description = "Statements that the policy of a bucket of another's needs, as objects with IAM's own keys. A bucket made here has them."
  value       = local.allow_services
}

output "lifecycle_rules" {
  description = <<-EOT
    The lifecycle rules, in one form. A bucket made here has them; the owner of another adds those that it wants.
    - `id`, `prefix`: the rule's ID, and the prefix that it applies to; an empty one for all objects.
    - `abort_incomplete_multipart_upload_days`, `expiration_days`, `noncurrent_version_expiration_days`: days after which uploads are
      aborted, objects expire and noncurrent versions are deleted; null for never.
    - `expired_object_delete_marker`: true if delete markers without versions are removed; null if the rule expires objects.
    - `transitions`: `days` after which objects move to `storage_class`.
  EOT
  value       = local.lifecycle_rules
}

output "cors_rules" {
  description = "The CORS rules, as objects with the keys of a `cors_rule`; none without `uploads`."
  value       = local.cors_rules
}
