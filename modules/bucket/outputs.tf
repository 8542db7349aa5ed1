output "name" {
  description = "Name of the bucket."
  value       = local.bucket_name

  # Whoever writes by this name finds a bucket that is already private, encrypted and versioned. The policy is left out:
  # it may name a distribution, which in turn waits for functions that know this name.
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
  description = "The bucket's regional domain name: what a CDN takes as its origin."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}
