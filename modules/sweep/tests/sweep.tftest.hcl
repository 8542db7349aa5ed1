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

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:mocked" }
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
    arn         = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
    url         = "https://sqs.test/123456789012/darkroom-process"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
  }

  schedule = { expression = "rate(1 day)", timezone = "UTC", enabled = true, dry_run = false }
  limits   = { rate_per_second = 5, backlog = 1000, minimum_age_seconds = 900 }
  function = { memory_mb = 512, timeout_seconds = 300 }
}

run "it_may_read_manifests_list_four_prefixes_hold_its_lease_and_queue_and_nothing_else" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.actions, statement.resources]
      }) == jsonencode({
      DenyWritingOriginals = [["s3:PutObject*"], ["*"]]
      UseObjectsKey        = [["kms:Decrypt"], ["key"]]
      ReadManifests        = [["s3:GetObject"], ["arn:aws:s3:::photos/manifests/*"]]
      ListBucketByPrefix   = [["s3:ListBucket"], ["arn:aws:s3:::photos"]]
      WriteSweepLease      = [["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/locks/sweep"]]
      SendToProcessQueue   = [["sqs:GetQueueAttributes", "sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]]
      SendToSweepQueue     = [["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep"]]
    })
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }

  assert {
    condition = jsonencode(one([
      for statement in local.statements : statement.condition if statement.sid == "ListBucketByPrefix"
      ])) == jsonencode({
      StringLike = { "s3:prefix" = ["locks/*", "manifests/*", "originals/*", "variants/*"] }
    })
    error_message = "A listing without a prefix shows the whole bucket."
  }
}

run "it_gets_the_stacks_configuration_and_its_own_limits" {
  command = apply

  assert {
    condition = jsondecode(local.environments.real.DARKROOM_CONFIG) == {
      stack  = "darkroom", memory = 512, timeout = 300
      queues = { process = "https://sqs.test/123456789012/darkroom-process", purge = null }
      sweep  = { queue = output.queue_url, rate = 5, backlog = 1000, minimumAge = 900 }
    }
    error_message = "The configuration is ${local.environments.real.DARKROOM_CONFIG}."
  }
}

run "it_is_told_of_shards_and_runs_as_many_where_there_are_several" {
  command = plan

  variables {
    limits = { rate_per_second = 80, backlog = 1000, minimum_age_seconds = 900, shards = 8 }
  }

  assert {
    condition     = jsondecode(local.environments.planned.DARKROOM_CONFIG).sweep.shards == 8
    error_message = "The configuration is ${local.environments.planned.DARKROOM_CONFIG}."
  }

  assert {
    condition     = module.function.queue.max_concurrency == 8
    error_message = "It runs ${module.function.queue.max_concurrency} at a time."
  }
}

run "a_long_sweep_is_not_taken_for_a_loop" {
  command = plan

  assert {
    condition     = aws_lambda_function_recursion_config.this.recursive_loop == "Allow"
    error_message = "Lambda would end it after sixteen invocations."
  }
}

run "it_reserves_no_concurrency" {
  command = plan

  assert {
    condition     = module.function.reserved_concurrency == null
    error_message = "It reserves ${jsonencode(module.function.reserved_concurrency)}, which AWS refuses in an account with a quota of ten."
  }
}

run "the_schedule_begins_a_sweep_a_day_through_the_queue_with_a_dead_letter_queue" {
  command = plan

  assert {
    condition = (
      aws_scheduler_schedule.this.schedule_expression == "rate(1 day)"
      && aws_scheduler_schedule.this.state == "ENABLED"
      && !strcontains(aws_scheduler_schedule.this.description, "sweep.schedule.enabled")
    )
    error_message = "It is ${aws_scheduler_schedule.this.schedule_expression}, ${aws_scheduler_schedule.this.state}."
  }

  assert {
    condition     = jsondecode(aws_scheduler_schedule.this.target[0].input) == { sweep = "start", dryRun = false }
    error_message = "It says ${aws_scheduler_schedule.this.target[0].input}."
  }

  assert {
    condition = [aws_scheduler_schedule.this.target[0].arn, aws_scheduler_schedule.this.target[0].dead_letter_config[0].arn] == [
      "arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep", "arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep-dead-letter"
    ]
    error_message = "It goes to ${aws_scheduler_schedule.this.target[0].arn}, or else to ${aws_scheduler_schedule.this.target[0].dead_letter_config[0].arn}."
  }
}

run "the_schedules_role_is_for_this_accounts_schedules_and_may_send_to_those_two_queues" {
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
      Sid    = "SendToQueueAndDeadLetterQueue"
      Effect = "Allow"
      Action = ["sqs:SendMessage"]
      Resource = [
        "arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep", "arn:aws:sqs:eu-central-1:123456789012:darkroom-sweep-dead-letter"
      ]
    }]
    error_message = "Its rights are ${aws_iam_role_policy.schedule[0].policy}."
  }
}

run "with_encrypted_queues_the_schedule_may_use_their_key_through_sqs_alone" {
  command = plan

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
      messages          = { retention_days = 4, kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/messages" }
    }
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

run "a_dry_run_and_a_paused_schedule_are_two_settings" {
  command = plan

  variables {
    schedule = { expression = "cron(0 3 * * ? *)", timezone = "Europe/Berlin", enabled = false, dry_run = true }
  }

  assert {
    condition = (
      aws_scheduler_schedule.this.state == "DISABLED"
      && jsondecode(aws_scheduler_schedule.this.target[0].input).dryRun
      && aws_scheduler_schedule.this.schedule_expression_timezone == "Europe/Berlin"
      && strcontains(aws_scheduler_schedule.this.description, "sweep.schedule.enabled")
    )
    error_message = "It is ${aws_scheduler_schedule.this.state} and says ${aws_scheduler_schedule.this.target[0].input}."
  }
}

run "nothing_starts_a_sweep_for_a_change_unasked" {
  assert {
    condition     = length(aws_scheduler_schedule.change) == 0
    error_message = "There is a schedule for a change that nobody asked for."
  }
}

run "a_change_starts_one_sweep_after_the_functions_of_before_have_ended" {
  variables {
    change = { digest = "0123456789abcdef0123", delay_seconds = 120 }
  }

  assert {
    condition = (
      can(regex("^at\\(20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\)$", aws_scheduler_schedule.change[0].schedule_expression))
      && timecmp("${trimsuffix(trimprefix(aws_scheduler_schedule.change[0].schedule_expression, "at("), ")")}Z", timeadd(plantimestamp(), "119s")) >= 0
    )
    error_message = "The sweep does not start two minutes later, once: ${aws_scheduler_schedule.change[0].schedule_expression}."
  }

  assert {
    condition     = one(aws_scheduler_schedule.change[0].target).input == "{\"change\":\"0123456789abcdef\",\"sweep\":\"start\"}"
    error_message = "The message is another: ${one(aws_scheduler_schedule.change[0].target).input}."
  }

  assert {
    condition = (
      one(one(aws_scheduler_schedule.change[0].target).dead_letter_config).arn == module.queue.dead_letter_arn
      && one(one(aws_scheduler_schedule.change[0].target).retry_policy).maximum_event_age_in_seconds == 86400
    )
    error_message = "A message that cannot be delivered would be lost."
  }

  assert {
    condition     = aws_scheduler_schedule.change[0].name != aws_scheduler_schedule.this.name && length(aws_scheduler_schedule.change[0].name) <= 64
    error_message = "The two schedules collide, or the name is too long."
  }

  assert {
    condition = aws_scheduler_schedule.change[0].name == join("-", ["darkroom-sweep", substr(
      sha256(join("\n", ["{\"change\":\"0123456789abcdef\",\"sweep\":\"start\"}", module.queue.name])), 0, 16
    )])
    error_message = "The schedule of another change could have its name: ${aws_scheduler_schedule.change[0].name}."
  }
}

run "no_change_plans_no_other_time" {
  variables {
    # Were the time not that of the first creation, it would be another.
    change = { digest = "0123456789abcdef0123", delay_seconds = 3600 }
  }

  assert {
    condition     = timecmp("${trimsuffix(trimprefix(aws_scheduler_schedule.change[0].schedule_expression, "at("), ")")}Z", timeadd(plantimestamp(), "600s")) < 0
    error_message = "The schedule got another time though nothing changed: every plan would change it."
  }
}

run "the_next_change_starts_another" {
  variables {
    change = { digest = "another-digest-entirely", delay_seconds = 120 }
  }

  assert {
    condition = aws_scheduler_schedule.change[0].name != join("-", ["darkroom-sweep", substr(
      sha256(join("\n", ["{\"change\":\"0123456789abcdef\",\"sweep\":\"start\"}", module.queue.name])), 0, 16
    )])
    error_message = "The schedule of the former change is still there."
  }
}

run "folders_and_a_bucket_of_variants_are_all_that_it_may_list" {
  command = plan

  variables {
    stack = {
      name                = "darkroom"
      package             = { s3_bucket = "packages", s3_key = "darkroom.zip" }
      common              = { architecture = "arm64", log_retention_days = 30 }
      config              = "{\"stack\":\"darkroom\"}"
      bucket_arn          = "arn:aws:s3:::photos"
      variants_bucket_arn = "arn:aws:s3:::variants"
      prefixes            = { originals = "media/", folders = ["a/", "b/"], variants = "variants/", manifests = "manifests/", locks = "locks/" }
      messages            = { retention_days = 4 }
    }
  }

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.resources, try(statement.condition, null)]
      if contains(["ReadManifests", "WriteSweepLease", "ListBucketByPrefix", "ListVariantsBucketByPrefix"], statement.sid)
      }) == jsonencode({
      ListBucketByPrefix = [
        ["arn:aws:s3:::photos"], { StringLike = { "s3:prefix" = ["media/a/*", "media/b/*"] } },
      ]
      ListVariantsBucketByPrefix = [
        ["arn:aws:s3:::variants"], { StringLike = { "s3:prefix" = ["locks/*", "manifests/*", "variants/*"] } },
      ]
      ReadManifests   = [["arn:aws:s3:::variants/manifests/*"], null]
      WriteSweepLease = [["arn:aws:s3:::variants/locks/sweep"], null]
    })
    error_message = "It may ${jsonencode(local.statements)}."
  }
}
