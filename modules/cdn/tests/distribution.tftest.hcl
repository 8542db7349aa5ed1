mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      id          = "E2EXAMPLE"
      arn         = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE"
      domain_name = "d111111abcdef8.cloudfront.net"
    }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/edge" }
  }
}

variables {
  name      = "darkroom-test"
  bucket    = { name = "pictures", regional_domain_name = "pictures.s3.eu-central-1.amazonaws.com" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-test-render" }
  presets   = { "800x600" = { formats = ["webp", "avif"] } }
  edge_path = "tests/edge.txt"
}

run "images_come_from_the_variants_and_fail_over_to_render_on_403_and_404_only" {
  assert {
    condition     = one(aws_cloudfront_distribution.this[0].default_cache_behavior).target_origin_id == one(aws_cloudfront_distribution.this[0].origin_group).origin_id
    error_message = "The default behaviour does not use the origin group."
  }

  assert {
    condition     = [for member in one(aws_cloudfront_distribution.this[0].origin_group).member : member.origin_id] == ["variants", "render"]
    error_message = "S3 is not asked first, or render not second."
  }

  assert {
    condition     = one(one(aws_cloudfront_distribution.this[0].origin_group).failover_criteria).status_codes == toset([403, 404])
    error_message = "Other answers than 403 and 404 cause a render."
  }

  assert {
    condition = { for origin in aws_cloudfront_distribution.this[0].origin : origin.origin_id => join("", compact([origin.domain_name, origin.origin_path])) } == {
      variants = "pictures.s3.eu-central-1.amazonaws.com/variants"
      render   = "abcdef.lambda-url.eu-central-1.on.aws"
    }
    error_message = "The origins are not the bucket's variants and the function URL's host."
  }

  assert {
    condition     = one(one([for origin in aws_cloudfront_distribution.this[0].origin : origin if origin.origin_id == "render"]).custom_origin_config).origin_protocol_policy == "https-only"
    error_message = "Render is reached without TLS."
  }
}

run "every_request_to_an_origin_is_signed" {
  assert {
    condition = alltrue([
      for control in [aws_cloudfront_origin_access_control.objects, aws_cloudfront_origin_access_control.render] :
      control.signing_behavior == "always" && control.signing_protocol == "sigv4"
    ])
    error_message = "An origin access control does not always sign."
  }

  assert {
    condition     = [aws_cloudfront_origin_access_control.objects.origin_access_control_origin_type, aws_cloudfront_origin_access_control.render.origin_access_control_origin_type] == ["s3", "lambda"]
    error_message = "The origin access controls are not for S3 and Lambda."
  }

  assert {
    condition = { for origin in aws_cloudfront_distribution.this[0].origin : origin.origin_id => origin.origin_access_control_id } == {
      variants = aws_cloudfront_origin_access_control.objects.id
      render   = aws_cloudfront_origin_access_control.render.id
    }
    error_message = "An origin lacks its access control."
  }
}

run "only_this_distribution_may_invoke_render_by_both_actions" {
  assert {
    condition     = toset([for permission in aws_lambda_permission.render : permission.action]) == toset(["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"])
    error_message = "Lambda needs both actions allowed."
  }

  assert {
    condition = alltrue([
      for permission in aws_lambda_permission.render :
      permission.principal == "cloudfront.amazonaws.com" && permission.source_arn == "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE" && permission.function_name == "darkroom-test-render"
    ])
    error_message = "Somebody else than this distribution may invoke render."
  }
}

run "only_reading_methods_are_allowed_and_images_are_not_compressed" {
  assert {
    condition     = one(aws_cloudfront_distribution.this[0].default_cache_behavior).allowed_methods == toset(["GET", "HEAD", "OPTIONS"])
    error_message = "Other methods than GET, HEAD and OPTIONS are allowed."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].default_cache_behavior).compress == false
    error_message = "Images are compressed once more."
  }

  assert {
    condition     = aws_cloudfront_distribution.this[0].http_version == "http2and3" && one(aws_cloudfront_distribution.this[0].default_cache_behavior).viewer_protocol_policy == "redirect-to-https"
    error_message = "HTTP/2, HTTP/3 and TLS are not the default."
  }
}

run "errors_are_not_remembered_for_long" {
  assert {
    condition     = { for error in aws_cloudfront_distribution.this[0].custom_error_response : error.error_code => error.error_caching_min_ttl } == { 403 = 1, 404 = 10, 500 = 1, 502 = 1, 503 = 1, 504 = 1 }
    error_message = "A 404 is not kept for ten seconds, or a 403 or 5xx not for one."
  }

  # CustomErrorResponse takes no other codes: with a 429 CloudFront would refuse the whole distribution.
  assert {
    condition = length(setsubtract(
      [for error in aws_cloudfront_distribution.this[0].custom_error_response : error.error_code],
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504],
    )) == 0
    error_message = "CloudFront takes no error caching for one of these codes."
  }
}

run "cloudfront_outlasts_a_slow_render_and_does_not_ask_for_it_twice" {
  variables {
    render = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-test-render", timeout_seconds = 55 }
  }

  assert {
    condition     = one(one([for origin in aws_cloudfront_distribution.this[0].origin : origin if origin.origin_id == "render"]).custom_origin_config).origin_read_timeout == 60
    error_message = "CloudFront gives up before render does, or waits longer than its quota of 60 seconds."
  }

  assert {
    condition     = one([for origin in aws_cloudfront_distribution.this[0].origin : origin if origin.origin_id == "render"]).connection_attempts == 1
    error_message = "An answer that is late is asked for again: each attempt is another render."
  }
}

run "the_path_alone_is_the_cache_key" {
  assert {
    condition = alltrue([
      one(one(aws_cloudfront_cache_policy.this[0].parameters_in_cache_key_and_forwarded_to_origin).cookies_config).cookie_behavior == "none",
      one(one(aws_cloudfront_cache_policy.this[0].parameters_in_cache_key_and_forwarded_to_origin).headers_config).header_behavior == "none",
      one(one(aws_cloudfront_cache_policy.this[0].parameters_in_cache_key_and_forwarded_to_origin).query_strings_config).query_string_behavior == "none",
      one(aws_cloudfront_cache_policy.this[0].parameters_in_cache_key_and_forwarded_to_origin).enable_accept_encoding_gzip == false,
      one(aws_cloudfront_cache_policy.this[0].parameters_in_cache_key_and_forwarded_to_origin).enable_accept_encoding_brotli == false,
    ])
    error_message = "Something else than the path is in the cache key."
  }

  assert {
    condition     = aws_cloudfront_cache_policy.this[0].min_ttl == 0
    error_message = "A redirect that asks not to be stored would be stored."
  }

  assert {
    condition     = one(one(aws_cloudfront_origin_request_policy.this[0].headers_config).headers).items == toset(["x-darkroom-url"])
    error_message = "The origins get other headers than the variant's URL."
  }
}

run "answers_say_vary_and_cannot_be_web_pages" {
  assert {
    condition     = [for item in one(aws_cloudfront_response_headers_policy.this[0].custom_headers_config).items : "${item.header}: ${item.value}" if item.override] == ["Vary: Accept"]
    error_message = "Vary: Accept is missing."
  }

  # CloudFront replaces a custom Vary as soon as the policy has CORS settings.
  assert {
    condition     = length(aws_cloudfront_response_headers_policy.this[0].cors_config) == 0
    error_message = "The policy has CORS settings, so Vary: Accept is lost."
  }

  assert {
    condition = alltrue([
      one(one(aws_cloudfront_response_headers_policy.this[0].security_headers_config).content_type_options).override,
      strcontains(one(one(aws_cloudfront_response_headers_policy.this[0].security_headers_config).content_security_policy).content_security_policy, "sandbox"),
      one(one(aws_cloudfront_response_headers_policy.this[0].security_headers_config).referrer_policy).override,
    ])
    error_message = "A security header is missing."
  }

  assert {
    condition     = length(setsubtract(["x-amz-meta-darkroom-original", "x-amz-server-side-encryption-aws-kms-key-id"], [for item in one(aws_cloudfront_response_headers_policy.this[0].remove_headers_config).items : item.header])) == 0
    error_message = "Answers name the KMS key of the account, or the MD5 of a private original."
  }
}

run "the_bucket_is_told_to_let_this_distribution_read_variants_and_nothing_else" {
  assert {
    condition = jsonencode(output.bucket_readers[0]) == jsonencode({
      sid        = "ReadByCloudFront"
      service    = "cloudfront.amazonaws.com"
      source_arn = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE"
      prefixes   = ["variants/"]
    })
    error_message = "The bucket opens something else than variants/ to this distribution."
  }

  assert {
    condition     = output.url == "https://d111111abcdef8.cloudfront.net"
    error_message = "The address is not CloudFront's."
  }
}
