# Nothing here depends on the stack, so stacks can share these policies: an account may have only twenty of each kind. All are
# created before and deleted after the distribution changes, because CloudFront refuses to delete anything that is in use.

# The viewer function encodes everything relevant in the path.
resource "aws_cloudfront_cache_policy" "this" {
  count = var.policies == null ? 1 : 0

  name        = module.names.names.images
  comment     = "Cache key: the path alone. No minimum TTL, so that no-store responses are not cached."
  min_ttl     = 0
  default_ttl = 86400
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = false
    enable_accept_encoding_gzip   = false

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_origin_request_policy" "this" {
  count = var.policies == null ? 1 : 0

  name    = module.names.names.images
  comment = "Forwards the variant's public URL, set by the viewer function, to render for its redirects."

  cookies_config {
    cookie_behavior = "none"
  }

  headers_config {
    header_behavior = "whitelist"

    headers {
      items = ["x-darkroom-url"]
    }
  }

  query_strings_config {
    query_string_behavior = "none"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  count = var.policies == null ? 1 : 0

  name    = module.names.names.images
  comment = "Vary by Accept, security headers, and no headers about keys or originals."

  # No cors_config: with one, CloudFront replaces our Vary header with its own.
  custom_headers_config {
    items {
      header   = "Vary"
      value    = "Accept"
      override = true
    }
  }

  # S3's headers reveal keys and accounts to the public, and the variants' metadata reveals the MD5 of a private original.
  remove_headers_config {
    dynamic "items" {
      for_each = toset([
        "x-amz-meta-darkroom-original",
        "x-amz-meta-darkroom-recipe",
        "x-amz-server-side-encryption",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-bucket-key-enabled",
        "x-amz-version-id",
      ])

      content {
        header = items.value
      }
    }
  }

  security_headers_config {
    content_type_options {
      override = true
    }

    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox"
      override                = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}
