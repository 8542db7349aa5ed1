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

  function          = { memory_mb = 1769, timeout_seconds = 60, max_concurrency = 10 }
  max_receive_count = 5
  sender            = { service = "sns.amazonaws.com", source_arn = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" }
  events_topic_arn  = "arn:aws:sns:eu-central-1:123456789012:darkroom-events"

  purge_queue = {
    arn         = "arn:aws:sqs:eu-central-1:123456789012:darkroom-purge"
    url         = "https://sqs.test/123456789012/darkroom-purge"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-purge"
  }
}

run "it_may_do_exactly_this" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.actions, statement.resources]
      }) == jsonencode({
      DenyWritingOriginals = [["s3:PutObject*"], ["*"]]
      UseObjectsKey        = [["kms:Decrypt"], ["key"]]
      ReadOriginals        = [["s3:GetObject"], ["arn:aws:s3:::photos/originals/*"]]
      WriteVariantsManifestsAndLocks = [
        ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        ["arn:aws:s3:::photos/variants/*", "arn:aws:s3:::photos/manifests/*", "arn:aws:s3:::photos/locks/*"],
      ]
      ListBucketByPrefix   = [["s3:ListBucket"], ["arn:aws:s3:::photos"]]
      SendToProcessQueue   = [["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]]
      SendToPurgeQueue     = [["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-purge"]]
      PublishToEventsTopic = [["sns:Publish"], ["arn:aws:sns:eu-central-1:123456789012:darkroom-events"]]
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

run "without_a_purge_and_an_events_topic_it_tells_nobody_and_may_tell_nobody" {
  command = plan

  variables {
    purge_queue      = null
    events_topic_arn = null
  }

  assert {
    condition     = length(setintersection(local.statements[*].sid, ["SendToPurgeQueue", "PublishToEventsTopic"])) == 0
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }

  assert {
    condition     = local.queues.planned.purge == null
    error_message = "It would send to ${jsonencode(local.queues.planned.purge)}."
  }
}

run "only_what_delivers_uploads_may_send_to_its_queue" {
  command = plan

  variables {
    sender = { service = "events.amazonaws.com", source_arn = "arn:aws:events:eu-central-1:123456789012:rule/darkroom-uploads" }
  }

  assert {
    condition = local.senders == [{
      sid        = "AllowUploads"
      service    = "events.amazonaws.com"
      source_arn = "arn:aws:events:eu-central-1:123456789012:rule/darkroom-uploads"
    }]
    error_message = "These may send: ${jsonencode(local.senders)}."
  }
}

run "on_a_bus_it_may_only_pass_for_darkroom" {
  command = plan

  variables {
    event_bus = { name = "media", arn = "arn:aws:events:eu-central-1:123456789012:event-bus/media" }
  }

  assert {
    condition = jsonencode([for statement in local.statements : statement if statement.sid == "PutEventsOnBus"]) == jsonencode([{
      actions   = ["events:PutEvents"]
      condition = { StringEquals = { "events:source" = ["darkroom"] } }
      resources = ["arn:aws:events:eu-central-1:123456789012:event-bus/media"]
      sid       = "PutEventsOnBus"
    }])
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }

  assert {
    condition     = jsondecode(local.environments.planned.DARKROOM_CONFIG).eventBus == "media"
    error_message = "It is told ${local.environments.planned.DARKROOM_CONFIG}."
  }
}

run "it_gets_the_stacks_configuration_and_what_only_it_needs" {
  command = apply

  assert {
    condition = jsondecode(local.environments.real.DARKROOM_CONFIG) == {
      stack  = "darkroom", memory = 1769, timeout = 60
      queues = { process = output.queue_url, purge = "https://sqs.test/123456789012/darkroom-purge" }
    }
    error_message = "The configuration is ${local.environments.real.DARKROOM_CONFIG}."
  }

  assert {
    condition     = local.environments.real.POWERTOOLS_LOG_LEVEL == "INFO"
    error_message = "The environment that all functions share is missing."
  }
}

run "its_size_is_known_in_a_plan" {
  command = plan

  assert {
    condition = jsondecode(local.environments.planned.DARKROOM_CONFIG).queues == {
      process = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
      purge   = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-purge"
    }
    error_message = "It is measured with ${local.environments.planned.DARKROOM_CONFIG}."
  }

  assert {
    condition     = output.planned_environment.bytes > 200 && output.planned_environment.limit == 4096
    error_message = "It is ${jsonencode(output.planned_environment)}."
  }
}

run "it_may_send_itself_messages_as_often_as_it_has_to" {
  command = plan

  assert {
    condition     = aws_lambda_function_recursion_config.this.recursive_loop == "Allow"
    error_message = "Lambda would drop the seventeenth look that one look led to."
  }
}

# Lambda takes 64 characters, and `-process` makes a long name longer.
run "whatever_the_stack_is_called_it_is_this_function_that_may" {
  command = plan

  variables {
    stack = {
      name              = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-here-1"
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
  }

  assert {
    condition = (
      aws_lambda_function_recursion_config.this.function_name == output.function_name
      && length(aws_lambda_function_recursion_config.this.function_name) <= 64
    )
    error_message = "${aws_lambda_function_recursion_config.this.function_name} is not ${output.function_name}."
  }
}

run "uploads_come_from_one_topic_and_are_tried_five_times" {
  command = plan

  assert {
    condition     = [output.queue_name, output.dead_letter_queue_name] == ["darkroom-process", "darkroom-process-dead-letter"]
    error_message = "They are ${output.queue_name} and ${output.dead_letter_queue_name}."
  }

  assert {
    condition = jsonencode(module.function.queue) == jsonencode({
      arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process", batch_size = 1, max_concurrency = 10
    })
    error_message = "It is called by ${jsonencode(module.function.queue)}."
  }
}

run "folders_and_a_bucket_of_variants_are_all_that_it_may_reach" {
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
      if contains(["ReadOriginals", "WriteVariantsManifestsAndLocks", "ListBucketByPrefix", "ListVariantsBucketByPrefix"], statement.sid)
      }) == jsonencode({
      ReadOriginals = [["arn:aws:s3:::photos/media/a/*", "arn:aws:s3:::photos/media/b/*"], null]
      WriteVariantsManifestsAndLocks = [
        ["arn:aws:s3:::variants/variants/*", "arn:aws:s3:::variants/manifests/*", "arn:aws:s3:::variants/locks/*"], null,
      ]
      ListBucketByPrefix = [
        ["arn:aws:s3:::photos"], { StringLike = { "s3:prefix" = ["media/a/*", "media/b/*"] } },
      ]
      ListVariantsBucketByPrefix = [
        ["arn:aws:s3:::variants"], { StringLike = { "s3:prefix" = ["locks/*", "manifests/*", "variants/*"] } },
      ]
    })
    error_message = "It may ${jsonencode(local.statements)}."
  }
}

run "a_bucket_of_originals_alone_is_listed_without_a_prefix" {
  command = plan

  variables {
    stack = {
      name                = "darkroom"
      package             = { s3_bucket = "packages", s3_key = "darkroom.zip" }
      common              = { architecture = "arm64", log_retention_days = 30 }
      config              = "{\"stack\":\"darkroom\"}"
      bucket_arn          = "arn:aws:s3:::photos"
      variants_bucket_arn = "arn:aws:s3:::variants"
      prefixes            = { originals = "", variants = "variants/", manifests = "manifests/", locks = "locks/" }
      messages            = { retention_days = 4 }
    }
  }

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.resources, try(statement.condition, null)]
      if contains(["ReadOriginals", "ListBucketByPrefix"], statement.sid)
      }) == jsonencode({
      ReadOriginals      = [["arn:aws:s3:::photos/*"], null]
      ListBucketByPrefix = [["arn:aws:s3:::photos"], null]
    })
    error_message = "It may ${jsonencode(local.statements)}."
  }
}

run "it_lists_versions_only_of_buckets_that_a_destroy_must_not_empty" {
  command = plan

  variables {
    guarded_bucket_arns = ["arn:aws:s3:::photos"]
  }

  assert {
    condition = jsonencode([for statement in local.statements : [statement.actions, statement.resources] if statement.sid == "ListVersionsBeforeDestroy"]) == jsonencode([
      [["s3:ListBucketVersions"], ["arn:aws:s3:::photos"]]
    ])
    error_message = "It may ${jsonencode(local.statements)}."
  }
}
