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
}

variables {
  name = "darkroom-process"
  function = {
    description     = "Makes variants."
    handler         = "process.handler"
    memory_mb       = 1769
    timeout_seconds = 60
    environment     = { DARKROOM_CONFIG = "{}" }
    statements      = [{ sid = "ReadOriginals", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::photos/originals/*"] }]
    queue           = { arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process", max_concurrency = 2 }
  }
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common  = { architecture = "arm64", log_retention_days = 30 }
}

run "only_a_function_that_asks_for_it_has_a_url" {
  command = plan

  assert {
    condition     = length(aws_lambda_function_url.this) == 0 && output.function_url == null
    error_message = "The queue's function has a URL."
  }
}

run "a_url_asks_iam_who_calls" {
  command = plan

  variables {
    function = {
      description     = "Renders."
      handler         = "render.handler"
      memory_mb       = 1769
      timeout_seconds = 30
      environment     = {}
      statements      = []
      url             = true
    }
  }

  assert {
    condition     = aws_lambda_function_url.this[0].authorization_type == "AWS_IAM"
    error_message = "Everybody may call it: ${aws_lambda_function_url.this[0].authorization_type}."
  }
}
