provider "aws" {
  region = var.region
}

# Photos for a site that already has a CloudFront distribution: images are served under its path /images/.
module "darkroom" {
  source = "../.."

  name = "site-photos"
  tags = { team = "web" }

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside", make = "request" }
  }

  cdn              = null
  own_cdn          = { type = "cloudfront", path = "/images" }
  own_distribution = { arn = aws_cloudfront_distribution.site.arn }

  package   = var.package
  edge_path = var.edge_path
}

locals {
  images = module.darkroom.own_cdn
}

# The site. What concerns the images are two origins, their group, and one behaviour.
resource "aws_cloudfront_distribution" "site" {
  comment         = "A site with photos"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"

  origin {
    origin_id                = "pages"
    domain_name              = aws_s3_bucket.pages.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.pages.id
  }

  default_cache_behavior {
    target_origin_id       = "pages"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # AWS's "CachingOptimized"
  }

  origin {
    origin_id                = "variants"
    domain_name              = local.images.origins.objects.domain_name
    origin_access_control_id = local.images.origins.objects.origin_access_control_id
  }

  origin {
    origin_id                = "render"
    domain_name              = local.images.origins.render.domain_name
    origin_access_control_id = local.images.origins.render.origin_access_control_id
    connection_attempts      = local.images.origins.render.connection_attempts

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = local.images.origins.render.read_timeout_seconds
    }
  }

  origin_group {
    origin_id = "images"

    failover_criteria {
      status_codes = local.images.failover_status_codes
    }

    member {
      origin_id = "variants"
    }

    member {
      origin_id = "render"
    }
  }

  ordered_cache_behavior {
    path_pattern               = local.images.path_pattern
    target_origin_id           = "images"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = false
    cache_policy_id            = local.images.policies.cache_policy_id
    origin_request_policy_id   = local.images.policies.origin_request_policy_id
    response_headers_policy_id = local.images.policies.response_headers_policy_id

    dynamic "function_association" {
      for_each = local.images.function_events

      content {
        event_type   = function_association.value
        function_arn = local.images.function_arns.images
      }
    }
  }

  # For the whole distribution: a photo that is missing now may be uploaded a moment later.
  dynamic "custom_error_response" {
    for_each = local.images.error_caching_seconds

    content {
      error_code            = custom_error_response.key
      error_caching_min_ttl = custom_error_response.value
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_s3_bucket" "pages" {
  bucket_prefix = "site-pages-"
  force_destroy = true
}

resource "aws_s3_object" "index" {
  bucket       = aws_s3_bucket.pages.id
  key          = "index.html"
  content      = "<!doctype html><title>Photos</title><img src=\"/images/thumb/sea.jpg\" alt=\"The sea\">\n"
  content_type = "text/html"
}

resource "aws_cloudfront_origin_access_control" "pages" {
  name                              = "site-pages"
  description                       = "Signs reads of the pages."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_s3_bucket_policy" "pages" {
  bucket = aws_s3_bucket.pages.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.pages.arn}/*"
      Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.site.arn } }
    }]
  })
}
