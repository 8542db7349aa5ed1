mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE", domain_name = "d111111abcdef8.cloudfront.net" }
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
  presets   = { "800x600" = { formats = ["webp", "avif"] }, thumb = { formats = ["webp"] }, page = { formats = ["webp"] }, plain = { formats = [] } }
  edge_path = "tests/edge.txt"
}

run "for_an_own_distribution_all_is_made_but_the_distribution" {
  variables {
    own_cdn = { path = "/images" }
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this) == 0 && output.url == null && output.domain_name == null
    error_message = "There are two distributions."
  }

  assert {
    condition     = output.function_arns.images != null && output.origin_access_controls.objects != null && output.policies.cache_policy_id != null
    error_message = "There is nothing to make it from: ${jsonencode([output.function_arns, output.origin_access_controls, output.policies])}."
  }

  # Nobody may call render for a distribution that does not exist yet.
  assert {
    condition     = length(aws_lambda_permission.render) == 0 && length(output.bucket_readers) == 0 && output.distribution_id == null
    error_message = "Let in: ${jsonencode(output.bucket_readers)}."
  }

  assert {
    condition     = strcontains(aws_cloudfront_function.images.code, "function images(event)")
    error_message = "The path stays: ${nonsensitive(aws_cloudfront_function.images.code)}"
  }
}

run "an_own_distribution_may_call_render_by_its_url_and_nothing_else_may" {
  variables {
    own_cdn          = {}
    own_distribution = { arn = "arn:aws:cloudfront::210987654321:distribution/E2OWN" }
    manifests        = true
  }

  assert {
    condition     = toset(values(aws_lambda_permission.render)[*].action) == toset(["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"])
    error_message = "Lambda requires both."
  }

  assert {
    condition     = toset(values(aws_lambda_permission.render)[*].source_arn) == toset(["arn:aws:cloudfront::210987654321:distribution/E2OWN"])
    error_message = "Render may be called for ${jsonencode(values(aws_lambda_permission.render)[*].source_arn)}."
  }

  assert {
    condition     = output.bucket_readers[0].prefixes == tolist(["variants/", "manifests/"]) && output.distribution_id == "E2OWN"
    error_message = "It may read ${jsonencode(output.bucket_readers)}."
  }
}

run "what_is_no_distribution_is_refused" {
  command = plan

  variables {
    own_cdn          = {}
    own_distribution = { arn = "E2OWN" }
  }

  expect_failures = [var.own_distribution]
}
