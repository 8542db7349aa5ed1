data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  # CloudFront is global: with the region in the names, the same stack can exist in two regions.
  names = { for use in ["images", "manifests", "objects", "render"] : use => "${var.name}-${module.region.name}-${use}" }
  limit = 64
}

locals {
  methods = ["GET", "HEAD", "OPTIONS"]

  # AWS's managed policy "CachingDisabled": a manifest changes with its original, and no invalidation covers it.
  caching_disabled_policy_id = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

  # Longer than render's own timeout, so that render ends first and CloudFront never gives up on a request in progress.
  read_timeout_seconds = var.render.timeout_seconds + 5

  policies = var.policies != null ? var.policies : {
    cache_policy_id            = one(aws_cloudfront_cache_policy.this[*].id)
    origin_request_policy_id   = one(aws_cloudfront_origin_request_policy.this[*].id)
    response_headers_policy_id = one(aws_cloudfront_response_headers_policy.this[*].id)
  }
}

# Alone until there could be a distribution of the owner instead.
moved {
  from = aws_cloudfront_distribution.this
  to   = aws_cloudfront_distribution.this[0]
}

resource "aws_cloudfront_distribution" "this" {
  count = var.own_cdn == null ? 1 : 0

  comment         = "Images of ${var.name}"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.price_class
  aliases         = try(var.domain.aliases, [])
  web_acl_id      = var.web_acl_arn
  tags            = var.tags

  origin {
    origin_id                = "variants"
    domain_name              = var.bucket.regional_domain_name
    origin_path              = "/${trimsuffix(var.prefixes.variants, "/")}"
    origin_access_control_id = aws_cloudfront_origin_access_control.objects.id

    dynamic "origin_shield" {
      for_each = var.origin_shield_region[*]

      content {
        enabled              = true
        origin_shield_region = origin_shield.value
      }
    }
  }

  origin {
    origin_id                = "render"
    domain_name              = regex("^https?://([^/:]+)", var.render.url)[0]
    origin_access_control_id = aws_cloudfront_origin_access_control.render.id

    # CloudFront treats a late response as a lost connection and would request the same render again.
    connection_attempts = 1

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = local.read_timeout_seconds
    }

    # For both origins or neither: behind two different caches, one image could be rendered twice.
    dynamic "origin_shield" {
      for_each = var.origin_shield_region[*]

      content {
        enabled              = true
        origin_shield_region = origin_shield.value
      }
    }
  }

  origin_group {
    origin_id = "images"

    # A missing variant is a 403, since CloudFront may not list the bucket. Any other error of S3 is no reason to render. There
    # is no failover from render itself: viewers receive its 429 when Lambda throttles it.
    failover_criteria {
      status_codes = [403, 404]
    }

    member {
      origin_id = "variants"
    }

    member {
      origin_id = "render"
    }
  }

  default_cache_behavior {
    target_origin_id           = "images"
    viewer_protocol_policy     = var.viewer_protocol_policy
    allowed_methods            = local.methods
    cached_methods             = ["GET", "HEAD"]
    compress                   = false
    cache_policy_id            = local.policies.cache_policy_id
    origin_request_policy_id   = local.policies.origin_request_policy_id
    response_headers_policy_id = local.policies.response_headers_policy_id

    dynamic "function_association" {
      for_each = module.viewer.events

      content {
        event_type   = function_association.value
        function_arn = aws_cloudfront_function.images.arn
      }
    }
  }

  dynamic "origin" {
    for_each = var.manifests ? ["manifests"] : []

    content {
      origin_id                = origin.value
      domain_name              = var.bucket.regional_domain_name
      origin_access_control_id = aws_cloudfront_origin_access_control.objects.id
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = aws_cloudfront_function.manifests

    content {
      path_pattern               = "/${var.prefixes.manifests}*"
      target_origin_id           = "manifests"
      viewer_protocol_policy     = var.viewer_protocol_policy
      allowed_methods            = local.methods
      cached_methods             = ["GET", "HEAD"]
      compress                   = false
      cache_policy_id            = local.caching_disabled_policy_id
      response_headers_policy_id = local.policies.response_headers_policy_id

      dynamic "function_association" {
        for_each = module.viewer.events

        content {
          event_type   = function_association.value
          function_arn = ordered_cache_behavior.value.arn
        }
      }
    }
  }

  dynamic "custom_error_response" {
    for_each = module.viewer.error_caching_seconds

    content {
      error_code            = custom_error_response.key
      error_caching_min_ttl = custom_error_response.value
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = var.geo_restriction == null ? "none" : var.geo_restriction.type
      locations        = var.geo_restriction == null ? null : var.geo_restriction.countries
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain == null
    acm_certificate_arn            = try(var.domain.acm_certificate_arn, null)
    ssl_support_method             = var.domain == null ? null : "sni-only"
    minimum_protocol_version       = var.domain == null ? null : var.domain.minimum_protocol_version
  }

  dynamic "logging_config" {
    for_each = var.logging[*]

    content {
      bucket          = logging_config.value.bucket_domain_name
      prefix          = logging_config.value.prefix
      include_cookies = false
    }
  }
}
