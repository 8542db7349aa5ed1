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
}

variables {
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }

  # Other tests are about the CDN, and its viewer function may not be built.
  cdn = null
}

run "a_mark_outlives_a_message_that_waits_dies_and_is_put_back_and_does_so_again" {
  command = plan

  assert {
    condition     = local.locks_days == 2 * (var.messages.retention_days + 14)
    error_message = "Marks last for ${local.locks_days} days."
  }
}

run "and_the_longer_messages_wait_the_longer_it_lasts" {
  command = plan

  variables {
    messages = { retention_days = 13 }
  }

  assert {
    condition     = local.locks_days == 54 && local.locks_days > var.messages.retention_days + module.process.dead_letter_retention_days
    error_message = "Marks last for ${local.locks_days} days."
  }
}
