# The stack whose policies the security page shows: the defaults, plus customer-managed keys, so that their statements
# are included. It makes no request to AWS.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { id = "example-photos" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://abcdef.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      id          = "E2EXAMPLE"
      arn         = "arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE"
      domain_name = "d111111abcdef8.cloudfront.net"
    }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::111122223333:function/edge" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  tracing   = true
  bucket = {
    name        = "example-photos"
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/objects"
  }
  messages = { kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/messages" }
}

run "policies" {}
