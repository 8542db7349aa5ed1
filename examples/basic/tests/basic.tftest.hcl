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
}

variables {
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
}

run "the_example_plans" {
  command = plan

  assert {
    condition     = output.bucket == "gallery-123456789012-eu-central-1"
    error_message = "The bucket is ${output.bucket}."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.ready.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:sns:eu-central-1:123456789012:gallery-events"
    error_message = "Only Darkroom's events may come in."
  }
}
