module "names" {
  source = "../names"

  # CloudFront is global: with the region in the name, the same stack can exist in two regions.
  names = { access = "${local.name}-${module.region.name}" }
  limit = 64
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = module.names.names.access
  description                       = "Signs requests to ${module.function.name}."
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "this" {
  comment         = "Playground of ${var.name}"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_100"
  web_acl_id      = var.web_acl_arn
  tags            = var.tags

  origin {
    origin_id                = "function"
    domain_name              = regex("^https?://([^/:]+)", module.function.function_url)[0]
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 20
    }
  }

  default_cache_behavior {
    target_origin_id       = "function"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true

    # AWS's managed policies "CachingDisabled" and "AllViewerExceptHostHeader": the token and the body's hash have to arrive, and the
    # signature is for the function's own host.
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
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

# Lambda has required both since October 2025: one for the URL, one for the function behind it.
resource "aws_lambda_permission" "cloudfront" {
  for_each = {
    AllowCloudFrontUrl      = "lambda:InvokeFunctionUrl"
    AllowCloudFrontFunction = "lambda:InvokeFunction"
  }

  statement_id  = each.key
  action        = each.value
  function_name = module.function.name
  principal     = "cloudfront.amazonaws.com"
  source_arn    = aws_cloudfront_distribution.this.arn
}
