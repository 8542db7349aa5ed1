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
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}
