# Plans each example, without an AWS account: one file, because all share what the mocked provider answers.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
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

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/made" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:made" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
}

run "basic" {
  command = plan

  module {
    source = "./examples/basic"
  }

  assert {
    condition     = output.bucket == "gallery-123456789012-eu-central-1"
    error_message = "The bucket is ${output.bucket}."
  }

  # Only Darkroom's events may come in.
  assert {
    condition     = jsondecode(aws_sqs_queue.ready.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:sns:eu-central-1:123456789012:gallery-events"
    error_message = "The queue's policy is ${aws_sqs_queue.ready.policy}."
  }
}

run "existing_bucket" {
  command = plan

  module {
    source = "./examples/existing-bucket"
  }

  # The owner's own settings are still there, with Darkroom's beside them.
  assert {
    condition = (
      aws_s3_bucket_notification.media.queue[0].filter_prefix == "invoices/"
      && toset(aws_s3_bucket_notification.media.topic[*].filter_prefix) == toset(["avatars/", "products/"])
    )
    error_message = "The notifications are ${jsonencode(aws_s3_bucket_notification.media)}."
  }

  assert {
    condition     = toset(aws_s3_bucket_lifecycle_configuration.media.rule[*].id) == toset(["archive-invoices", "expire-locks"])
    error_message = "The rules are ${jsonencode(aws_s3_bucket_lifecycle_configuration.media.rule[*].id)}."
  }
}

run "kms" {
  command = plan

  module {
    source = "./examples/kms"
  }

  assert {
    condition     = jsondecode(aws_kms_key.messages.policy).Statement[1].Principal.Service == ["s3.amazonaws.com", "sns.amazonaws.com"]
    error_message = "S3 and SNS must be able to use the messages' key, but its policy is ${aws_kms_key.messages.policy}."
  }
}

run "user_uploads" {
  command = plan

  module {
    source = "./examples/user-uploads"
  }

  assert {
    condition     = jsondecode(aws_iam_policy.signer.policy).Statement[0].Resource == "arn:aws:s3:::users-123456789012-eu-central-1/originals/users/*"
    error_message = "The signer may ${aws_iam_policy.signer.policy}."
  }
}
