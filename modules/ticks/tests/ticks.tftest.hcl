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

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mocked" }
  }
}

variables {
  name                     = "darkroom-purge"
  description              = "Has purge take what changed."
  window_minutes           = 1
  function_timeout_seconds = 20
}

run "each_minute_has_one_tick_however_often_scheduler_sends_it" {
  command = plan

  assert {
    condition     = aws_scheduler_schedule.this.schedule_expression == "rate(1 minute)" && aws_scheduler_schedule.this.flexible_time_window[0].mode == "OFF"
    error_message = "It is ${aws_scheduler_schedule.this.schedule_expression}."
  }

  # SQS makes one message of those with the same body, and that is what Scheduler puts in: brackets, not \u003c.
  assert {
    condition     = aws_sqs_queue.this.content_based_deduplication && strcontains(aws_scheduler_schedule.this.target[0].input, "<aws.scheduler.scheduled-time>")
    error_message = "A tick says ${aws_scheduler_schedule.this.target[0].input}."
  }
}

run "only_one_is_in_hand_at_a_time_because_all_are_of_one_group" {
  command = plan

  assert {
    condition = (
      aws_sqs_queue.this.fifo_queue && endswith(aws_sqs_queue.this.name, ".fifo")
      && aws_scheduler_schedule.this.target[0].sqs_parameters[0].message_group_id == "ticks"
      && aws_scheduler_schedule.this.target[0].arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-purge-ticks.fifo"
    )
    error_message = "They go to ${aws_scheduler_schedule.this.target[0].arn}."
  }
}

run "a_tick_that_failed_comes_back_after_six_timeouts_and_no_sooner_than_the_next" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 120
    error_message = "It is hidden for ${aws_sqs_queue.this.visibility_timeout_seconds} seconds."
  }
}

run "with_long_windows_a_tick_that_failed_comes_back_a_window_later" {
  command = plan

  variables {
    window_minutes = 10
  }

  assert {
    condition     = aws_scheduler_schedule.this.schedule_expression == "rate(10 minutes)" && aws_sqs_queue.this.visibility_timeout_seconds == 600
    error_message = "It is hidden for ${aws_sqs_queue.this.visibility_timeout_seconds} seconds."
  }

  # One that is gone while somebody holds it would let the next one through.
  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds >= aws_sqs_queue.this.visibility_timeout_seconds + 60
    error_message = "It is kept for ${aws_sqs_queue.this.message_retention_seconds} seconds."
  }
}

run "ticks_that_pile_up_fit_into_one_batch" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds / 60 <= 10
    error_message = "After ${aws_sqs_queue.this.message_retention_seconds} seconds there are more than Lambda takes at once."
  }
}

run "the_schedules_role_is_for_this_accounts_schedules_and_may_send_ticks_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.schedule[0].assume_role_policy).Statement[0].Condition == {
      StringEquals = { "aws:SourceAccount" = "123456789012" }
      ArnEquals    = { "aws:SourceArn" = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default" }
    }
    error_message = "It trusts ${aws_iam_role.schedule[0].assume_role_policy}."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.schedule[0].policy).Statement == [{
      Sid      = "SendToTicksQueue"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws:sqs:eu-central-1:123456789012:darkroom-purge-ticks.fifo"]
    }]
    error_message = "Its rights are ${aws_iam_role_policy.schedule[0].policy}."
  }
}

run "with_an_encrypted_queue_the_schedule_may_use_its_key_through_sqs_alone" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/messages"
  }

  assert {
    condition     = aws_sqs_queue.this.kms_master_key_id == "arn:aws:kms:eu-central-1:123456789012:key/messages"
    error_message = "The ticks are encrypted with ${aws_sqs_queue.this.kms_master_key_id}."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[1] == {
      Sid       = "UseMessagesKey"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = ["arn:aws:kms:eu-central-1:123456789012:key/messages"]
      Condition = { StringEquals = { "kms:ViaService" = ["sqs.eu-central-1.amazonaws.com"] } }
    }
    error_message = "Without it Scheduler can't send, and says so only in a metric."
  }
}

run "nobody_sends_over_plain_http_and_sqs_encrypts" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && [for statement in jsondecode(aws_sqs_queue.this.policy).Statement : statement.Sid] == ["DenyPlainHttp"]
    error_message = "Its policy is ${aws_sqs_queue.this.policy}."
  }
}

run "a_long_name_is_cut_before_the_ending_that_sqs_asks_for" {
  command = plan

  variables {
    name = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-there-purge-and-more-of-it"
  }

  assert {
    condition     = length(aws_sqs_queue.this.name) == 80 && endswith(aws_sqs_queue.this.name, ".fifo")
    error_message = "The queue is ${aws_sqs_queue.this.name}."
  }
}

run "a_window_of_less_than_a_minute_is_refused" {
  command = plan

  variables {
    window_minutes = 0
  }

  expect_failures = [var.window_minutes]
}

run "a_timeout_that_lambda_does_not_know_is_refused" {
  command = plan

  variables {
    function_timeout_seconds = 901
  }

  expect_failures = [var.function_timeout_seconds]
}
