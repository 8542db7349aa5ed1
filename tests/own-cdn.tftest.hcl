mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { bucket_regional_domain_name = "photos.s3.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:darkroom-render" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://abcdef.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/edge" }
  }

  mock_resource "aws_cloudfront_origin_access_control" {
    defaults = { id = "E2QWRUHEXAMPLE" }
  }

  mock_resource "aws_cloudfront_cache_policy" {
    defaults = { id = "cache" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  bucket    = { name = "photos" }
  cdn       = null
}

run "a_distribution_that_exists_may_read_variants_and_call_render_and_is_purged" {
  variables {
    own_cdn          = { type = "cloudfront", path = "/images", cors_origin = "*" }
    own_distribution = { arn = "arn:aws:cloudfront::123456789012:distribution/E2OWN" }
    presets          = { page = { width = 800, make = "request" } }
    signing_keys     = ["0123456789abcdef0123456789abcdef"]
    fallback         = "fallback.jpg"
    purge            = { window_minutes = 2 }
  }

  assert {
    condition = jsonencode(module.cdn[0].bucket_readers) == jsonencode([{
      prefixes   = ["variants/"]
      service    = "cloudfront.amazonaws.com"
      sid        = "ReadByCloudFront"
      source_arn = "arn:aws:cloudfront::123456789012:distribution/E2OWN"
    }])
    error_message = "The bucket lets in ${jsonencode(module.cdn[0].bucket_readers)}."
  }

  assert {
    condition     = output.distribution_id == "E2OWN" && output.distribution_arn == "arn:aws:cloudfront::123456789012:distribution/E2OWN"
    error_message = "Purge would invalidate ${jsonencode(output.distribution_id)}."
  }

  assert {
    condition     = output.purge_function_name != null && output.cdn_url == null && output.cdn_domain_name == null
    error_message = "Purge is ${jsonencode(output.purge_function_name)}, the CDN ${jsonencode(output.cdn_url)}."
  }

  assert {
    condition     = output.client.url == "/images" && !output.client.manifests && output.client.transforms.maxDimension == 4096
    error_message = "Pages are told ${jsonencode(output.client)}."
  }

  assert {
    condition = alltrue([
      output.own_cdn.path_pattern == "/images/*",
      output.own_cdn.manifests_path_pattern == null,
      output.own_cdn.origins.objects == { domain_name = "photos.s3.eu-central-1.amazonaws.com", origin_access_control_id = "E2QWRUHEXAMPLE", read_timeout_seconds = 30, connection_attempts = 3 },
      output.own_cdn.origins.render == { domain_name = "abcdef.lambda-url.eu-central-1.on.aws", origin_access_control_id = "E2QWRUHEXAMPLE", read_timeout_seconds = 35, connection_attempts = 1 },
      output.own_cdn.function_arns.images == "arn:aws:cloudfront::123456789012:function/edge",
      output.own_cdn.policies.cache_policy_id == "cache",
      length(output.own_cdn.function_events) == 2,
    ])
    error_message = "To set up: ${jsonencode(output.own_cdn)}."
  }
}

run "before_the_distribution_exists_nobody_is_let_in_and_nothing_is_purged" {
  variables {
    own_cdn = { type = "cloudfront" }
  }

  assert {
    condition     = length(module.cdn[0].bucket_readers) == 0 && output.distribution_id == null && output.purge_function_name == null
    error_message = "Somebody is let in: ${jsonencode([module.cdn[0].bucket_readers, output.distribution_id])}."
  }

  assert {
    condition     = output.own_cdn.function_arns.images != null && output.render_function_url != null
    error_message = "There is nothing to make the distribution from: ${jsonencode(output.own_cdn)}."
  }
}

run "another_vendors_cdn_gets_a_policy_and_code_and_no_part_of_cloudfront" {
  variables {
    bucket       = { name = "photos", kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/objects" }
    own_cdn      = { type = "other", path = "/images", manifests = true }
    presets      = { page = { width = 800, make = "request" } }
    signing_keys = ["0123456789abcdef0123456789abcdef"]
    fallback     = "fallback.jpg"
  }

  assert {
    condition     = length(module.cdn) == 0 && output.own_cdn.function_arns == null && output.purge_function_name == null
    error_message = "CloudFront still has ${jsonencode(output.own_cdn)}."
  }

  assert {
    condition = jsondecode(output.own_cdn_policy).Statement == [
      {
        Sid      = "ReadServedObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::photos/variants/*", "arn:aws:s3:::photos/manifests/*"]
      },
      {
        Sid       = "CallRenderUrl"
        Effect    = "Allow"
        Action    = ["lambda:InvokeFunctionUrl"]
        Resource  = ["arn:aws:lambda:eu-central-1:123456789012:function:darkroom-render"]
        Condition = { StringEquals = { "lambda:FunctionUrlAuthType" = "AWS_IAM" } }
      },
      {
        Sid       = "InvokeRenderByUrl"
        Effect    = "Allow"
        Action    = ["lambda:InvokeFunction"]
        Resource  = ["arn:aws:lambda:eu-central-1:123456789012:function:darkroom-render"]
        Condition = { Bool = { "lambda:InvokedViaFunctionUrl" = "true" } }
      },
      {
        Sid       = "DecryptServedObjects"
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = ["arn:aws:kms:eu-central-1:123456789012:key/objects"]
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-central-1.amazonaws.com" } }
      },
    ]
    error_message = "The CDN may ${output.own_cdn_policy}."
  }

  assert {
    condition = alltrue([
      strcontains(nonsensitive(output.own_cdn_function_code.images), "const OWN_CDN={\"path\":\"/images\",\"uriPrefix\":\"/variants\"};"),
      strcontains(nonsensitive(output.own_cdn_function_code.images), "function images(event)"),
      strcontains(nonsensitive(output.own_cdn_function_code.manifests), "const OWN_CDN={\"path\":\"/images\",\"uriPrefix\":\"\"};"),
      length(regexall("function handler\\(", nonsensitive(output.own_cdn_function_code.images))) == 1,
    ])
    error_message = "The code does not put the path first."
  }

  assert {
    condition     = output.own_cdn.response_headers.set.Vary == "Accept" && output.own_cdn.manifests_path_pattern == "/images/manifests/*"
    error_message = "To set up: ${jsonencode(output.own_cdn)}."
  }
}

run "what_runs_without_a_cdn_needs_no_setting_up" {
  command = plan

  assert {
    condition     = output.own_cdn == null && output.own_cdn_policy == null && output.own_cdn_function_code == null && output.render_function_name == null
    error_message = "There is ${jsonencode(output.own_cdn)}."
  }
}
