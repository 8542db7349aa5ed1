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

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:made" }
  }
}

variables {
  stack = {
    name              = "darkroom"
    package           = { s3_bucket = "packages", s3_key = "darkroom.zip" }
    common            = { architecture = "arm64", log_retention_days = 30 }
    config            = "{\"stack\":\"darkroom\"}"
    environment       = { POWERTOOLS_LOG_LEVEL = "INFO" }
    statements        = [{ sid = "DenyWritingOriginals", effect = "Deny", actions = ["s3:PutObject*"], resources = ["*"] }]
    object_statements = [{ sid = "UseObjectsKey", actions = ["kms:Decrypt"], resources = ["key"] }]
    bucket_arn        = "arn:aws:s3:::photos"
    prefixes          = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
    messages          = { retention_days = 4 }
  }

  process_queue = {
    url         = "https://sqs.test/123456789012/darkroom-process"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
  }

  distribution = { id = "E123", arn = "arn:aws:cloudfront::123456789012:distribution/E123" }
}

run "it_may_take_changes_and_invalidate_this_distribution_and_nothing_else" {
  command = plan

  assert {
    condition = [for statement in local.statements : [try(statement.effect, "Allow"), statement.actions, statement.resources] if statement.sid != "DenyWritingOriginals"] == [
      ["Allow", ["sqs:DeleteMessage", "sqs:ReceiveMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-purge"]],
      ["Allow", ["cloudfront:CreateInvalidation"], ["arn:aws:cloudfront::123456789012:distribution/E123"]],
    ]
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }

  assert {
    condition     = length([for statement in local.statements : statement if statement.sid == "DenyWritingOriginals"]) == 1
    error_message = "The denial that all functions share is missing."
  }
}

run "it_gets_the_stacks_configuration_and_what_only_it_needs" {
  command = apply

  assert {
    condition = jsondecode(local.environments.real.DARKROOM_CONFIG) == {
      stack  = "darkroom", memory = 256, timeout = 20
      queues = { process = "https://sqs.test/123456789012/darkroom-process", purge = null }
      purge  = { queue = output.queue_url, distribution = "E123" }
    }
    error_message = "The configuration is ${local.environments.real.DARKROOM_CONFIG}."
  }

  assert {
    condition     = local.environments.real.POWERTOOLS_LOG_LEVEL == "INFO"
    error_message = "The environment that all functions share is missing."
  }
}

run "ticks_call_it_all_that_have_piled_up_at_once_and_no_trigger_takes_changes" {
  command = plan

  assert {
    condition     = module.ticks.queue_arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-purge-ticks.fifo"
    error_message = "The ticks come to ${module.ticks.queue_arn}."
  }

  assert {
    condition     = jsonencode(module.function.queue) == jsonencode({ arn = module.ticks.queue_arn, batch_size = 10, max_concurrency = null })
    error_message = "It is called by ${jsonencode(module.function.queue)}."
  }
}

run "it_reserves_no_concurrency" {
  command = plan

  assert {
    condition     = module.function.reserved_concurrency == null
    error_message = "It reserves ${jsonencode(module.function.reserved_concurrency)}, which AWS refuses in an account with a quota of ten."
  }
}

run "what_a_drain_holds_nobody_else_is_given_and_what_it_leaves_is_there_for_the_next" {
  command = plan

  # It stops taking with twelve seconds left.
  assert {
    condition     = local.hidden_seconds >= local.timeout_seconds && local.timeout_seconds - 12 + local.hidden_seconds < 60
    error_message = "Changes are hidden for ${local.hidden_seconds} seconds, and the function runs for ${local.timeout_seconds}."
  }
}

run "a_change_is_tried_for_three_hours_before_it_is_a_dead_letter" {
  command = plan

  assert {
    condition     = local.max_receive_count * 60 >= 3 * 3600
    error_message = "That is ${local.max_receive_count} times, a minute apart."
  }
}

run "the_names_say_what_the_queues_are" {
  command = plan

  assert {
    condition     = [output.queue_name, output.dead_letter_queue_name] == ["darkroom-purge", "darkroom-purge-dead-letter"]
    error_message = "They are ${output.queue_name} and ${output.dead_letter_queue_name}."
  }
}
