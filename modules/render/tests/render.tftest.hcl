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
    arn         = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
    url         = "https://sqs.test/123456789012/darkroom-process"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
  }

  function = { memory_mb = 1769, timeout_seconds = 30 }
}

run "it_may_do_exactly_this" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.actions, statement.resources]
      }) == jsonencode({
      DenyWritingOriginals      = [["s3:PutObject*"], ["*"]]
      UseObjectsKey             = [["kms:Decrypt"], ["key"]]
      ReadOriginalsAndManifests = [["s3:GetObject"], ["arn:aws:s3:::photos/originals/*", "arn:aws:s3:::photos/manifests/*"]]
      WriteVariants             = [["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/variants/*"]]
      WriteAndDeleteLocks       = [["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/locks/*"]]
      SendToProcessQueue        = [["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]]
    })
    error_message = "Its rights are ${jsonencode(local.statements)}."
  }
}

run "it_knows_the_stack_but_no_bounds_while_nobody_can_sign" {
  command = plan

  assert {
    condition = jsondecode(local.environments.real.DARKROOM_CONFIG) == {
      stack    = "darkroom", memory = 1769, timeout = 30
      queues   = { process = "https://sqs.test/123456789012/darkroom-process", purge = null }
      fallback = null
    }
    error_message = "The configuration is ${local.environments.real.DARKROOM_CONFIG}."
  }

  assert {
    condition     = local.environments.real.POWERTOOLS_LOG_LEVEL == "INFO"
    error_message = "The environment that all functions share is missing."
  }
}

run "it_gets_the_bounds_of_transforms_a_fallback_and_whose_scripts_may_read_its_errors" {
  command = plan

  variables {
    fallback    = "fallback.jpg"
    transforms  = { max_dimension = 2000, formats = ["webp", "avif"] }
    cors_origin = "https://www.example.com"
  }

  assert {
    condition = jsonencode(local.addition) == jsonencode({
      cors       = "https://www.example.com", fallback = "fallback.jpg", memory = 1769, timeout = 30
      transforms = { formats = ["avif", "webp"], maxDimension = 2000 }
    })
    error_message = "It also gets ${jsonencode(local.addition)}."
  }
}

run "its_size_is_known_in_a_plan" {
  command = plan

  assert {
    condition     = strcontains(local.environments.planned.DARKROOM_CONFIG, "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process")
    error_message = "It is measured with ${local.environments.planned.DARKROOM_CONFIG}."
  }
}

run "it_reads_originals_in_folders_and_writes_to_the_bucket_of_variants" {
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
      if contains(["ReadOriginalsAndManifests", "WriteVariants", "WriteAndDeleteLocks"], statement.sid)
      }) == jsonencode({
      ReadOriginalsAndManifests = [
        ["arn:aws:s3:::photos/media/a/*", "arn:aws:s3:::photos/media/b/*", "arn:aws:s3:::variants/manifests/*"], null,
      ]
      WriteAndDeleteLocks = [["arn:aws:s3:::variants/locks/*"], null]
      WriteVariants       = [["arn:aws:s3:::variants/variants/*"], null]
    })
    error_message = "It may ${jsonencode(local.statements)}."
  }
}
