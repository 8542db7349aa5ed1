# Run once for each environment: terraform test -var-file=<environment>.tfvars
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

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/MADE", domain_name = "made.cloudfront.net" }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://made.lambda-url.eu-central-1.on.aws/" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "../../modules/cdn/tests/edge.txt"
}

run "plans" {
  command = plan

  assert {
    condition     = output.bucket == "gallery-${var.environment}-123456789012-eu-central-1"
    error_message = "The bucket is ${output.bucket}."
  }

  assert {
    condition     = var.bucket.force_destroy == (var.environment == "dev")
    error_message = "Only dev may be destroyed together with what is in it."
  }

  assert {
    condition     = join(" ", aws_sns_topic.alarms[*].name) == (var.environment == "dev" ? "" : "gallery-${var.environment}-alarms")
    error_message = "Alarms go to ${jsonencode(aws_sns_topic.alarms[*].name)}."
  }

  assert {
    condition     = (length(module.darkroom.alarm_arns) > 0) == (var.environment != "dev")
    error_message = "There are ${length(module.darkroom.alarm_arns)} alarms."
  }

  # One account each: a plan of prod with dev's credentials is refused.
  assert {
    condition     = var.account_id != null
    error_message = "The environment can be planned in any account."
  }
}
