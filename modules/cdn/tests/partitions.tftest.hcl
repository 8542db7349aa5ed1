mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/made" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/MADE" }
  }
}

variables {
  name      = "darkroom-test"
  bucket    = { name = "pictures", regional_domain_name = "pictures.s3.cn-north-1.amazonaws.com.cn" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.cn-north-1.on.aws/", function_name = "darkroom-test-render" }
  presets   = { "800x600" = { formats = ["webp", "avif"] } }
  edge_path = "tests/edge.txt"
}

run "a_partition_without_cloudfront_functions_is_refused_before_anything_is_made" {
  command = plan

  override_data {
    target = data.aws_partition.this
    values = { partition = "aws-cn", dns_suffix = "amazonaws.com.cn" }
  }

  expect_failures = [aws_cloudfront_function.images]
}

run "and_so_is_govcloud" {
  command = plan

  override_data {
    target = data.aws_partition.this
    values = { partition = "aws-us-gov", dns_suffix = "amazonaws.com" }
  }

  expect_failures = [aws_cloudfront_function.images]
}

run "but_not_the_one_that_has_them" {
  command = plan

  override_data {
    target = data.aws_partition.this
    values = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].default_cache_behavior).target_origin_id == "images"
    error_message = "It was refused."
  }
}
