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
