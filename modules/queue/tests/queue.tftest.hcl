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
}

variables {
  name                     = "darkroom-process"
  function_timeout_seconds = 60
}

run "a_message_is_hidden_six_times_as_long_as_the_function_may_run" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 360
    error_message = "It is ${aws_sqs_queue.this.visibility_timeout_seconds} seconds."
  }
}

run "a_queue_that_feeds_no_function_hides_messages_as_long_as_it_is_told" {
  command = plan

  variables {
    function_timeout_seconds   = null
    visibility_timeout_seconds = 30
  }

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 30
    error_message = "It is ${aws_sqs_queue.this.visibility_timeout_seconds} seconds."
  }
}

run "failed_messages_go_to_a_dead_letter_queue_that_takes_them_from_this_queue_alone_and_keeps_them_longer" {
  command = plan

  variables {
    retention_days = 13
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process-dead-letter"
      maxReceiveCount     = 5
    }
    error_message = "The redrive policy is ${aws_sqs_queue.this.redrive_policy}."
  }

  assert {
    condition = jsondecode(aws_sqs_queue.dead_letter.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]
    }
    error_message = "The redrive allow policy is ${aws_sqs_queue.dead_letter.redrive_allow_policy}."
  }

  assert {
    condition     = aws_sqs_queue.dead_letter.message_retention_seconds > aws_sqs_queue.this.message_retention_seconds
    error_message = "A dead letter keeps its age: with no longer retention it may be gone when it arrives."
  }
}

run "a_sender_may_send_for_one_source_and_nobody_over_plain_http" {
  command = plan

  variables {
    senders = [{ sid = "AllowUploads", service = "sns.amazonaws.com", source_arn = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" }]
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement == [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "AllowUploads"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
        Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" } }
      },
    ]
    error_message = "The queue's policy is ${aws_sqs_queue.this.policy}."
  }

  assert {
    condition     = [for statement in jsondecode(aws_sqs_queue.dead_letter.policy).Statement : statement.Sid] == ["DenyPlainHttp"]
    error_message = "Nobody sends to a dead-letter queue; its policy is ${aws_sqs_queue.dead_letter.policy}."
  }
}

run "messages_are_encrypted_by_sqs_itself_or_by_the_callers_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
  }

  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.this, aws_sqs_queue.dead_letter] : queue.kms_master_key_id == "arn:aws:kms:eu-central-1:123456789012:key/1"
    ])
    error_message = "Both queues must use the caller's key."
  }
}

run "without_a_key_sqs_encrypts" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.dead_letter.sqs_managed_sse_enabled
    error_message = "Both queues must be encrypted."
  }
}

run "a_long_name_is_cut_for_both_queues" {
  command = plan

  variables {
    name = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-there-and-process-after-it"
  }

  assert {
    condition     = length(aws_sqs_queue.this.name) <= 80 && length(aws_sqs_queue.dead_letter.name) <= 80 && aws_sqs_queue.this.name != aws_sqs_queue.dead_letter.name
    error_message = "SQS takes 80 characters: ${aws_sqs_queue.this.name}, ${aws_sqs_queue.dead_letter.name}."
  }
}

run "a_function_that_runs_longer_than_lambda_allows_is_refused" {
  command = plan

  variables {
    function_timeout_seconds = 901
  }

  expect_failures = [var.function_timeout_seconds]
}

run "a_message_that_is_never_received_is_refused" {
  command = plan

  variables {
    max_receive_count = 0
  }

  expect_failures = [var.max_receive_count]
}

run "keeping_messages_as_long_as_dead_letters_is_refused" {
  command = plan

  variables {
    retention_days = 14
  }

  expect_failures = [var.retention_days]
}

run "a_message_that_is_hidden_for_longer_than_sqs_allows_is_refused" {
  command = plan

  variables {
    function_timeout_seconds   = null
    visibility_timeout_seconds = 43201
  }

  expect_failures = [var.visibility_timeout_seconds]
}

run "two_answers_to_how_long_a_message_is_hidden_are_refused" {
  command = plan

  variables {
    visibility_timeout_seconds = 30
  }

  expect_failures = [var.visibility_timeout_seconds]
}
