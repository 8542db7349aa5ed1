output "domain_name" {
  description = "CloudFront domain name of the distribution; null for an own one."
  value       = one(aws_cloudfront_distribution.this[*].domain_name)
}

output "hosted_zone_id" {
  description = "Route 53 hosted zone ID of the distribution, for alias records; null for an own one."
  value       = one(aws_cloudfront_distribution.this[*].hosted_zone_id)
}

output "url" {
  description = "Base URL of all images, without a trailing slash: `<url>/<preset>/<path>`; null for an own distribution."
  value       = var.own_cdn != null ? null : "https://${try(var.domain.aliases[0], one(aws_cloudfront_distribution.this[*].domain_name))}"

  # Once the URL is known, requests for missing variants work.
  depends_on = [aws_lambda_permission.render, aws_route53_record.this]
}

output "distribution_id" {
  description = "ID of the distribution, for invalidations; null for an own one that is not named yet."
  value = (
    var.own_cdn == null
    ? one(aws_cloudfront_distribution.this[*].id)
    : (var.own_distribution == null ? null : split("/", var.own_distribution.arn)[1])
  )
}

output "distribution_arn" {
  description = "ARN of the distribution; null for an own one that is not named yet."
  value       = local.distribution_arn
}

output "bucket_readers" {
  description = <<-EOT
    Access that the bucket's policy must grant: `services` of modules/bucket; empty for an own distribution that is not named yet.
  EOT
  value = [for arn in local.has_distribution ? [local.distribution_arn] : [] : {
    sid        = "ReadByCloudFront"
    service    = "cloudfront.amazonaws.com"
    source_arn = arn
    prefixes   = var.manifests ? [var.prefixes.variants, var.prefixes.manifests] : [var.prefixes.variants]
  }]
}

output "function_bytes" {
  description = "Size in bytes of the viewer function with its presets; it must be less than CloudFront's 10240."
  value       = module.viewer.bytes
}

output "policies" {
  description = "The distribution's CloudFront policies, to pass as `policies` to another distribution."
  value       = local.policies
}

output "origin_access_controls" {
  description = "IDs of the origin access controls: `objects` for the bucket, `render` for the function URL."
  value = {
    objects = aws_cloudfront_origin_access_control.objects.id
    render  = aws_cloudfront_origin_access_control.render.id
  }
}

output "function_arns" {
  description = "ARNs of the viewer functions: `images`, and `manifests`, null if manifests are not served."
  value = {
    images    = aws_cloudfront_function.images.arn
    manifests = one(aws_cloudfront_function.manifests[*].arn)
  }
}

output "caching_disabled_policy_id" {
  description = "ID of the cache policy of manifests, which are never cached."
  value       = local.caching_disabled_policy_id
}

output "read_timeout_seconds" {
  description = "Seconds that the distribution waits for render."
  value       = local.read_timeout_seconds
}
