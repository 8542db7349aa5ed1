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

run "what_happens_to_originals_and_only_to_them_is_published" {
  command = plan

  assert {
    condition     = aws_s3_bucket_notification.this[0].bucket == "photos" && aws_s3_bucket_notification.this[0].topic[0].filter_prefix == "originals/"
    error_message = "Events of variants would make variants of variants."
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].topic[0].events == toset(["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectRestore:Completed"])
    error_message = "Received: ${join(", ", aws_s3_bucket_notification.this[0].topic[0].events)}."
  }
}

run "only_this_bucket_of_this_account_may_publish_and_nobody_over_plain_http" {
  command = plan

  assert {
    condition = jsondecode(aws_sns_topic.uploads[0].policy).Statement == [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "AllowBucket"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = "arn:aws:s3:::photos" }
          StringEquals = { "aws:SourceAccount" = "123456789012" }
        }
      },
    ]
    error_message = "The topic's policy is ${aws_sns_topic.uploads[0].policy}."
  }

  assert {
    condition     = [for statement in jsondecode(aws_sns_topic.events[0].policy).Statement : [statement.Sid, statement.Resource]] == [["DenyPlainHttp", "arn:aws:sns:eu-central-1:123456789012:darkroom-events"]]
    error_message = "The events topic's policy is ${aws_sns_topic.events[0].policy}."
  }
}

# A subscription needs its topic's ARN, which only an apply gives.
run "what_cannot_be_delivered_is_kept_in_a_queue_that_only_the_topic_may_send_to" {
  override_resource {
    target = aws_sns_topic.uploads
    values = { arn = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" }
  }

  override_resource {
    target = aws_sqs_queue.subscription_dead_letter
    values = { arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter" }
  }

  assert {
    condition = jsondecode(aws_sns_topic_subscription.process[0].redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter"
    }
    error_message = "The subscription's redrive policy is ${aws_sns_topic_subscription.process[0].redrive_policy}."
  }

  assert {
    condition     = aws_sns_topic_subscription.process[0].endpoint == "arn:aws:sqs:eu-central-1:123456789012:darkroom-process" && aws_sns_topic_subscription.process[0].raw_message_delivery
    error_message = "The process queue must get S3's own message."
  }

  assert {
    condition = jsondecode(aws_sqs_queue.subscription_dead_letter.policy).Statement == [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "AllowUploads"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:123456789012:darkroom-subscription-dead-letter"
        Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" } }
      },
    ]
    error_message = "The queue's policy is ${aws_sqs_queue.subscription_dead_letter.policy}."
  }

  assert {
    condition     = aws_sqs_queue.subscription_dead_letter.message_retention_seconds == 14 * 86400
    error_message = "Kept ${aws_sqs_queue.subscription_dead_letter.message_retention_seconds} seconds."
  }
}

run "without_an_events_topic_there_is_no_arn" {
  command = plan

  variables {
    events_topic = false
  }

  assert {
    condition     = length(aws_sns_topic.events) == 0 && output.events_topic_arn == null
    error_message = "There must be no topic."
  }
}

run "the_callers_key_encrypts_topics_and_queues" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
  }

  assert {
    condition = alltrue([
      for resource in [aws_sns_topic.uploads[0], aws_sns_topic.events[0], aws_sqs_queue.subscription_dead_letter] :
      resource.kms_master_key_id == "arn:aws:kms:eu-central-1:123456789012:key/1"
    ])
    error_message = "All must use the caller's key."
  }
}

run "the_subscriptions_dead_letter_queue_says_where_its_messages_belong" {
  command = plan

  assert {
    condition     = aws_sqs_queue.subscription_dead_letter.tags["darkroom:redrive-to"] == var.process_queue_arn
    error_message = "The redrive command would have to be told: ${jsonencode(aws_sqs_queue.subscription_dead_letter.tags)}."
  }
}

run "by_default_nothing_is_filtered_and_eventbridge_is_told_nothing" {
  command = plan

  assert {
    condition     = aws_sns_topic_subscription.process[0].filter_policy == null
    error_message = "The filter is ${coalesce(aws_sns_topic_subscription.process[0].filter_policy, "null")}."
  }

  assert {
    condition     = !aws_s3_bucket_notification.this[0].eventbridge && length(aws_cloudwatch_event_rule.uploads) == 0 && length(output.existing_topic_statements) == 0
    error_message = "EventBridge is not asked for."
  }
}

run "an_existing_topic_is_only_subscribed_to" {
  command = plan

  variables {
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads" } }
  }

  assert {
    condition     = length(aws_sns_topic.uploads) == 0 && aws_sns_topic_subscription.process[0].topic_arn == "arn:aws:sns:eu-central-1:999999999999:team-uploads"
    error_message = "The topic is not Darkroom's."
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].topic[0].topic_arn == "arn:aws:sns:eu-central-1:999999999999:team-uploads"
    error_message = "The bucket notifies ${aws_s3_bucket_notification.this[0].topic[0].topic_arn}."
  }

  assert {
    condition = output.sender == {
      service = "sns.amazonaws.com", source_arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads"
    }
    error_message = "The queue would accept messages of ${jsonencode(output.sender)}."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.subscription_dead_letter.policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:sns:eu-central-1:999999999999:team-uploads"
    error_message = "The policy is ${aws_sqs_queue.subscription_dead_letter.policy}."
  }

  assert {
    condition = jsonencode(output.existing_topic_statements) == jsonencode([
      {
        Action = "sns:Publish"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = "arn:aws:s3:::photos" }
          StringEquals = { "aws:SourceAccount" = "123456789012" }
        }
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Resource  = "arn:aws:sns:eu-central-1:999999999999:team-uploads"
        Sid       = "AllowBucketOfDarkroom"
      },
      {
        Action = "sns:Subscribe"
        Condition = { StringEquals = {
          "sns:Endpoint" = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
          "sns:Protocol" = "sqs"
        } }
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Resource  = "arn:aws:sns:eu-central-1:999999999999:team-uploads"
        Sid       = "AllowSubscriptionOfDarkroom"
      },
    ])
    error_message = "The owner is told ${jsonencode(output.existing_topic_statements)}."
  }

  assert {
    condition = output.uploads_metrics == {
      namespace = "AWS/SNS", dimension = "TopicName", value = "team-uploads"
    }
    error_message = "The dashboard shows ${jsonencode(output.uploads_metrics)}."
  }
}

run "events_of_other_buckets_and_folders_stay_in_an_existing_topic" {
  command = plan

  variables {
    originals     = ["media/new (1)/", "originals/"]
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads" } }
  }

  assert {
    condition = aws_sns_topic_subscription.process[0].filter_policy_scope == "MessageBody" && jsondecode(aws_sns_topic_subscription.process[0].filter_policy) == {
      Records = { s3 = {
        bucket = { name = ["photos"] }
        object = { key = [{ prefix = "media/new (1)/" }, { prefix = "originals/" }, { prefix = "media/new %281%29/" }] }
      } }
    }
    error_message = "The filter is ${aws_sns_topic_subscription.process[0].filter_policy}."
  }
}

# SNS refuses a policy whose values, each times its depth, multiply to more than 150: (1 × 4) × (10 × 4) = 160.
run "more_folders_than_a_filter_may_hold_are_left_to_process" {
  command = plan

  variables {
    originals     = ["f0/", "f1/", "f2/", "f3/", "f4/", "f5/", "f6/", "f7/", "f8/", "f9/"]
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads" } }
  }

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.process[0].filter_policy) == { Records = { s3 = { bucket = { name = ["photos"] } } } }
    error_message = "The filter is ${aws_sns_topic_subscription.process[0].filter_policy}."
  }
}

run "originals_at_the_root_have_no_prefix_to_filter_by" {
  command = plan

  variables {
    originals     = [""]
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads" } }
  }

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.process[0].filter_policy) == { Records = { s3 = { bucket = { name = ["photos"] } } } }
    error_message = "The filter is ${aws_sns_topic_subscription.process[0].filter_policy}."
  }
}

run "an_existing_topic_of_other_documents_is_not_filtered" {
  command = plan

  variables {
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:999999999999:team-uploads", filter = false } }
  }

  assert {
    condition     = aws_sns_topic_subscription.process[0].filter_policy == null
    error_message = "The filter is ${coalesce(aws_sns_topic_subscription.process[0].filter_policy, "null")}."
  }
}

run "an_existing_topic_of_another_region_is_refused" {
  command = plan

  variables {
    upload_events = { existing_topic = { arn = "arn:aws:sns:us-east-1:123456789012:team-uploads" } }
  }

  expect_failures = [aws_sns_topic_subscription.process]
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
