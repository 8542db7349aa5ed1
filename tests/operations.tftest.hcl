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

run "a_stack_sweeps_unless_told_not_to_and_costs_no_alarm_unless_told_to" {
  command = plan

  assert {
    condition     = output.sweep_queue_arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep"
    error_message = "Its queue is ${jsonencode(output.sweep_queue_arn)}."
  }

  assert {
    condition     = output.alarm_arns == {} && output.dashboard_name == null
    error_message = "Its alarms are ${jsonencode(output.alarm_arns)}."
  }

  # What each function has beside the configuration counts too.
  assert {
    condition     = keys(local.planned_environments) == ["process", "sweep"] && local.largest_environment.function == "sweep"
    error_message = "The largest of ${join(", ", keys(local.planned_environments))} is ${local.largest_environment.function}."
  }
}

run "without_a_sweep_there_is_nothing_of_it" {
  command = plan

  variables {
    sweep         = null
    observability = {}
  }

  assert {
    condition     = alltrue([for made in [output.sweep_queue_arn, output.sweep_function_name, output.sweep_role_name] : made == null])
    error_message = "There is ${jsonencode([output.sweep_queue_arn, output.sweep_function_name, output.sweep_role_name])}."
  }

  assert {
    condition     = length([for name in keys(output.alarm_arns) : name if strcontains(name, "sweep")]) == 0
    error_message = "An alarm watches what is not there: ${join(", ", keys(output.alarm_arns))}."
  }
}

run "alarms_watch_every_dead_letter_queue_and_every_function_and_without_a_cdn_nothing_of_purge" {
  command = plan

  variables {
    observability = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:on-call" }
  }

  assert {
    condition = local.dead_letter_queues == {
      process      = "darkroom-process-dead-letter"
      subscription = "darkroom-subscription-dead-letter"
      sweep        = "darkroom-sweep-dead-letter"
    }
    error_message = "They watch ${jsonencode(local.dead_letter_queues)}."
  }

  assert {
    condition = { for use, function in local.functions : use => [function.name, function.timeout_seconds] } == {
      process = ["darkroom-process", 60]
      sweep   = ["darkroom-sweep", 300]
    }
    error_message = "They watch ${jsonencode(local.functions)}."
  }

  assert {
    condition     = output.dashboard_name == "darkroom-eu-central-1"
    error_message = "The dashboard is ${jsonencode(output.dashboard_name)}."
  }

  assert {
    condition     = output.purge_queue_arn == null && length([for name in keys(output.alarm_arns) : name if strcontains(name, "purge") || strcontains(name, "render")]) == 0
    error_message = "There is ${jsonencode(output.purge_queue_arn)} and ${join(", ", keys(output.alarm_arns))}."
  }
}

run "a_missed_sweep_is_expected_a_day_after_its_time" {
  command = plan

  variables {
    sweep         = { schedule = { expression = "rate(5 days)" } }
    observability = {}
  }

  assert {
    condition     = local.sweep_days == 6 && contains(keys(output.alarm_arns), "sweep-missed")
    error_message = "It rings after ${jsonencode(local.sweep_days)} days."
  }
}

run "nobody_misses_a_sweep_that_only_counts_or_comes_too_rarely" {
  command = plan

  variables {
    sweep         = { schedule = { dry_run = true } }
    observability = {}
  }

  assert {
    condition     = !contains(keys(output.alarm_arns), "sweep-missed")
    error_message = "A dry run brings nothing to its end, so this would ring for ever."
  }
}

run "nor_one_that_comes_once_a_week" {
  command = plan

  variables {
    sweep         = { schedule = { expression = "rate(7 days)" } }
    observability = {}
  }

  assert {
    condition     = !contains(keys(output.alarm_arns), "sweep-missed")
    error_message = "CloudWatch looks back seven days, so this would ring every week."
  }
}
