# Plans each example, without an AWS account (make examples): one file, because all share what the mocked provider answers.
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

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:made" }
  }

  mock_resource "aws_sfn_state_machine" {
    defaults = { arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:made" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/made" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:made" }
  }
}

mock_provider "aws" {
  alias = "certificates"

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/made"
      domain_validation_options = [{
        domain_name           = "img.example.com"
        resource_record_name  = "_a.img.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_b.acm-validations.aws"
      }]
    }
  }

  mock_resource "aws_acm_certificate_validation" {
    defaults = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/made" }
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

run "existing_topic" {
  command = plan

  module {
    source = "./examples/existing-topic"
  }

  # Its ARN is not known yet, and decides nothing.
  assert {
    condition     = output.bucket == "gallery-topic-123456789012-eu-central-1"
    error_message = "The bucket is ${output.bucket}."
  }
}

run "eventbridge" {
  command = plan

  module {
    source = "./examples/eventbridge"
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.rejected.event_pattern).source == ["darkroom"] && aws_cloudwatch_event_target.rejected.event_bus_name == "media"
    error_message = "The rule is ${aws_cloudwatch_event_rule.rejected.event_pattern}."
  }
}

run "fan_out" {
  command = plan

  module {
    source = "./examples/fan-out"
  }

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.ready.filter_policy) == { type = ["ready"] }
    error_message = "The queue gets ${aws_sns_topic_subscription.ready.filter_policy}."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.ready.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:sns:eu-central-1:123456789012:gallery-chain-events"
    error_message = "The queue's policy is ${aws_sqs_queue.ready.policy}."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.ready.event_pattern).detail.stack == ["gallery-chain"]
    error_message = "The rule is ${aws_cloudwatch_event_rule.ready.event_pattern}."
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
    condition     = jsondecode(aws_iam_policy.signer.policy).Statement[0].Resource == ["arn:aws:s3:::users-123456789012-eu-central-1/originals/users/*"]
    error_message = "The signer may ${aws_iam_policy.signer.policy}."
  }
}

run "own_cdn" {
  command = plan

  module {
    source = "./examples/own-cdn"
  }

  assert {
    condition     = [for behaviour in aws_cloudfront_distribution.site.ordered_cache_behavior : behaviour.path_pattern] == ["/images/*"]
    error_message = "The behaviours are ${jsonencode(aws_cloudfront_distribution.site.ordered_cache_behavior)}."
  }

  assert {
    condition     = { for origin in aws_cloudfront_distribution.site.origin : origin.origin_id => origin.connection_attempts }["render"] == 1
    error_message = "Render would be asked again while it works."
  }
}

run "playground" {
  command = plan

  module {
    source = "./examples/playground"
  }

  # Its origin is known after the function that reads what the stack tells: the plan is no circle.
  assert {
    condition     = output.parameter == "/darkroom/trial/playground"
    error_message = "The parameter is ${output.parameter}."
  }
}

run "custom_domain" {
  command = plan

  module {
    source = "./examples/custom-domain"
  }

  providers = {
    aws              = aws
    aws.certificates = aws.certificates
  }

  assert {
    condition     = output.url == "https://img.example.com"
    error_message = "The URL is ${output.url}."
  }
}

run "complete" {
  command = plan

  module {
    source = "./examples/complete"
  }

  assert {
    condition     = output.bucket == "gallery-complete-123456789012-eu-central-1"
    error_message = "The bucket is ${output.bucket}."
  }
}
