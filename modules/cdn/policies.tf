# Only additional response headers depend on the stack, so stacks can share these policies: an account may have only twenty of each
# kind. All are created before and deleted after the distribution changes, because CloudFront refuses to delete anything that is in
# use.

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
      value    = module.viewer.response_headers.set.Vary
      override = true
    }

    dynamic "items" {
      for_each = var.response_headers == null ? {} : var.response_headers.custom

      content {
        header   = items.key
        value    = items.value
        override = true
      }
    }
  }

  remove_headers_config {
    dynamic "items" {
      for_each = toset(module.viewer.response_headers.remove)

      content {
        header = items.value
      }
    }
  }

  security_headers_config {
    dynamic "strict_transport_security" {
      for_each = var.response_headers == null ? [] : var.response_headers.strict_transport_security[*]

      content {
        access_control_max_age_sec = strict_transport_security.value.max_age_seconds
        include_subdomains         = strict_transport_security.value.include_subdomains
        preload                    = strict_transport_security.value.preload
        override                   = true
      }
    }

    content_type_options {
      override = true
    }

    content_security_policy {
      content_security_policy = module.viewer.response_headers.set.Content-Security-Policy
      override                = true
    }

    referrer_policy {
      referrer_policy = module.viewer.response_headers.set.Referrer-Policy
      override        = true
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}
