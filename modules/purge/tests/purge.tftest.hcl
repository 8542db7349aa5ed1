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
}

variables {
  name         = "darkroom"
  package      = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common       = { architecture = "arm64", log_retention_days = 30 }
  config       = "{\"stack\":\"darkroom\",\"memory\":1,\"timeout\":1}"
  environment  = { POWERTOOLS_LOG_LEVEL = "INFO" }
  statements   = [{ sid = "NeverWriteOriginals", effect = "Deny", actions = ["s3:PutObject*"], resources = ["*"] }]
  distribution = { id = "E123", arn = "arn:aws:cloudfront::123456789012:distribution/E123" }
}

run "it_may_invalidate_this_distribution_and_nothing_else" {
  command = plan

  assert {
    condition = [for statement in local.statements : [try(statement.effect, "Allow"), statement.actions, statement.resources] if statement.sid != "NeverWriteOriginals"] == [
      ["Allow", ["cloudfront:CreateInvalidation"], ["arn:aws:cloudfront::123456789012:distribution/E123"]],
    ]
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }

  assert {
    condition     = length([for statement in local.statements : statement if statement.sid == "NeverWriteOriginals"]) == 1
    error_message = "The denial that all functions share is missing."
  }
}

run "it_gets_the_stacks_configuration_and_what_only_it_needs" {
  command = plan

  assert {
    condition = jsondecode(local.environment.DARKROOM_CONFIG) == {
      stack = "darkroom", memory = 256, timeout = 15, distribution = "E123"
    }
    error_message = "The configuration is ${local.environment.DARKROOM_CONFIG}."
  }

  assert {
    condition     = local.environment.POWERTOOLS_LOG_LEVEL == "INFO"
    error_message = "The environment that all functions share is missing."
  }
}

run "batches_are_collected_for_half_a_minute_and_purged_one_at_a_time" {
  command = plan

  assert {
    condition     = var.window_seconds == 30 && local.batch_size == 10000 && var.reserved_concurrency == 1
    error_message = "The window is ${var.window_seconds} s, a batch ${local.batch_size} messages, with ${coalesce(var.reserved_concurrency, "no")} copy reserved."
  }
}

run "a_batch_that_bounces_is_tried_for_two_hours_before_it_is_a_dead_letter" {
  command = plan

  assert {
    condition     = local.max_receive_count * (6 * local.timeout_seconds + var.window_seconds) >= 2 * 3600
    error_message = "That is ${local.max_receive_count} times, ${6 * local.timeout_seconds + var.window_seconds} seconds apart."
  }
}

run "without_a_window_lambda_takes_ten_messages_at_most" {
  command = plan

  variables {
    window_seconds = 0
  }

  assert {
    condition     = local.batch_size == 10
    error_message = "A batch is ${local.batch_size} messages."
  }
}

run "an_account_without_a_copy_to_spare_need_not_reserve_one" {
  command = plan

  variables {
    reserved_concurrency = null
  }
}

run "the_names_say_what_the_queues_are" {
  command = plan

  assert {
    condition     = [output.queue_name, output.dead_letter_queue_name] == ["darkroom-purge", "darkroom-purge-dead-letter"]
    error_message = "They are ${output.queue_name} and ${output.dead_letter_queue_name}."
  }
}
