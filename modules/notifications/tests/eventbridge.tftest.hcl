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
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:made" }
  }
}

variables {
  name              = "darkroom"
  bucket            = { name = "photos", arn = "arn:aws:s3:::photos" }
  originals         = ["originals/"]
  process_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
}

run "eventbridge_sends_what_happens_to_originals_and_only_to_them" {
  variables {
    originals     = ["avatars/", "media/"]
    upload_events = { eventbridge = {} }
  }

  override_resource {
    target = aws_sqs_queue.subscription_dead_letter
    values = { arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter" }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.uploads[0].event_pattern) == {
      source      = ["aws.s3"]
      detail-type = ["Object Created", "Object Deleted", "Object Restore Completed"]
      detail      = { bucket = { name = ["photos"] }, object = { key = [{ prefix = "avatars/" }, { prefix = "media/" }] } }
    }
    error_message = "The pattern is ${aws_cloudwatch_event_rule.uploads[0].event_pattern}."
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].eventbridge && length(aws_s3_bucket_notification.this[0].topic) == 0 && output.bucket_eventbridge
    error_message = "The bucket must send its events to EventBridge, and to no topic."
  }

  assert {
    condition     = length(aws_sns_topic.uploads) + length(aws_sns_topic_subscription.process) == 0 && output.uploads_topic_arn == null && length(output.bucket_topics) == 0
    error_message = "There must be no topic."
  }

  assert {
    condition     = aws_cloudwatch_event_target.process[0].arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-process" && aws_cloudwatch_event_target.process[0].rule == "darkroom-uploads"
    error_message = "The target is ${aws_cloudwatch_event_target.process[0].arn}."
  }

  assert {
    condition     = aws_cloudwatch_event_target.process[0].dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter"
    error_message = "What can't be delivered is lost."
  }

  assert {
    condition = output.sender == {
      service = "events.amazonaws.com", source_arn = "arn:aws:events:eu-central-1:123456789012:rule/darkroom-uploads"
    }
    error_message = "The queue would accept messages of ${jsonencode(output.sender)}."
  }

  assert {
    condition = [for key in ["Principal", "Condition"] : jsondecode(aws_sqs_queue.subscription_dead_letter.policy).Statement[1][key]] == [
      { Service = "events.amazonaws.com" },
      { ArnEquals = { "aws:SourceArn" = "arn:aws:events:eu-central-1:123456789012:rule/darkroom-uploads" } },
    ]
    error_message = "The policy is ${aws_sqs_queue.subscription_dead_letter.policy}."
  }
}

run "a_rule_on_another_bus_has_the_bus_in_its_arn" {
  command = plan

  variables {
    upload_events = { eventbridge = { bus_name = "media" } }
  }

  assert {
    condition     = output.sender.source_arn == "arn:aws:events:eu-central-1:123456789012:rule/media/darkroom-uploads"
    error_message = "The queue would accept messages of ${output.sender.source_arn}."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.uploads[0].event_bus_name == "media" && aws_cloudwatch_event_target.process[0].event_bus_name == "media"
    error_message = "The rule is on ${aws_cloudwatch_event_rule.uploads[0].event_bus_name}."
  }
}

run "an_existing_bucket_is_left_to_its_owner" {
  command = plan

  variables {
    manage_bucket_notification = false
    upload_events              = { eventbridge = {} }
  }

  assert {
    condition     = length(aws_s3_bucket_notification.this) == 0 && output.bucket_eventbridge
    error_message = "Its owner is told by the outputs."
  }
}

run "a_bucket_can_tell_eventbridge_besides" {
  command = plan

  variables {
    bucket_eventbridge = true
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].eventbridge && length(aws_s3_bucket_notification.this[0].topic) == 1
    error_message = "Both are wanted."
  }
}

run "two_sources_of_events_are_refused" {
  command = plan

  variables {
    upload_events = { eventbridge = {}, existing_topic = { arn = "arn:aws:sns:eu-central-1:123456789012:team-uploads" } }
  }

  expect_failures = [var.upload_events]
}
