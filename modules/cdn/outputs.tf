output "domain_name" {
  description = "CloudFront domain name of the distribution."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "hosted_zone_id" {
  description = "Route 53 hosted zone ID of the distribution, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "url" {
  description = "Base URL of all images, without a trailing slash: `<url>/<preset>/<path>`."
  value       = "https://${try(var.domain.aliases[0], aws_cloudfront_distribution.this.domain_name)}"

  # Once the URL is known, requests for missing variants work.
  depends_on = [aws_lambda_permission.render]
}

output "distribution_id" {
  description = "ID of the distribution, for invalidations."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "ARN of the distribution."
  value       = aws_cloudfront_distribution.this.arn
}

output "bucket_reader" {
  description = "Access that the bucket's policy must grant: an element of `services` in modules/bucket."
  value = {
    sid        = "ReadByCloudFront"
    service    = "cloudfront.amazonaws.com"
    source_arn = aws_cloudfront_distribution.this.arn
    prefixes   = var.manifests ? [var.prefixes.variants, var.prefixes.manifests] : [var.prefixes.variants]
  }
}

output "function_bytes" {
  description = "Size in bytes of the viewer function with its presets; it must be less than CloudFront's 10240."
  value       = local.code_bytes
}

output "policies" {
  description = "The distribution's CloudFront policies, to pass as `policies` to another distribution."
  value       = local.policies
}
