output "domain_name" {
  description = "CloudFront's own host name of the distribution."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "hosted_zone_id" {
  description = "Route 53 zone of that name, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "url" {
  description = "Address that image URLs begin with, without a trailing slash: `<url>/<preset>/<path>`."
  value       = "https://${try(var.domain.aliases[0], aws_cloudfront_distribution.this.domain_name)}"

  # Whoever has the address can have a variant made.
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
  description = "What the bucket's policy must allow: one of modules/bucket's `readers`."
  value = {
    sid        = "ReadByCloudFront"
    service    = "cloudfront.amazonaws.com"
    source_arn = aws_cloudfront_distribution.this.arn
    prefixes   = var.manifests ? [var.prefixes.variants, var.prefixes.manifests] : [var.prefixes.variants]
  }
}

output "function_bytes" {
  description = "Size in bytes of the viewer function with its presets; CloudFront takes less than 10240."
  value       = local.code_bytes
}

output "policies" {
  description = "The distribution's CloudFront policies, to be shared: another distribution's `policies`."
  value       = local.policies
}
