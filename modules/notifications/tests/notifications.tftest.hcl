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
