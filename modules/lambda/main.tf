data "aws_partition" "this" {}

data "aws_caller_identity" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  names = {
    function = var.name
    # IAM roles are global: with the region in its name, the same stack can exist in two regions.
    role = "${var.common.role_name_prefix}${var.name}-${module.region.name}"
  }
  limit = 64
}

locals {
  function_name = module.names.names.function
  role_arn      = var.common.role == null ? one(aws_iam_role.this[*].arn) : var.common.role.arn

  log_group = (
    var.common.log_group == null ? "${var.common.log_group_prefix}${local.function_name}" : var.common.log_group.name
  )

  has_alias = var.function.provisioned_concurrency != null

  # `try`: fileexists fails on a directory.
  zip_found = try(fileexists(var.package.path), false)
}

module "environment_size" {
  source = "../environment-size"

  variables = var.function.environment
}

resource "aws_lambda_function" "this" {
  function_name = local.function_name
  description   = var.function.description
  role          = local.role_arn
  handler       = var.function.handler
  runtime       = "nodejs22.x"
  architectures = [var.common.architecture]
  memory_size   = var.function.memory_mb
  timeout       = var.function.timeout_seconds

  filename          = var.package.path
  source_code_hash  = local.zip_found ? filebase64sha256(var.package.path) : null
  s3_bucket         = var.package.s3_bucket
  s3_key            = var.package.s3_key
  s3_object_version = var.package.s3_object_version

  reserved_concurrent_executions = var.function.reserved_concurrency
  layers                         = length(var.common.layers) == 0 ? null : var.common.layers
  code_signing_config_arn        = var.common.code_signing_config_arn

  # An alias points to a version, and each change publishes one.
  publish = local.has_alias

  environment {
    variables = var.function.environment
  }

  dynamic "tracing_config" {
    for_each = var.common.tracing ? [true] : []

    content {
      mode = "Active"
    }
  }

  dynamic "vpc_config" {
    for_each = var.common.vpc[*]

    content {
      subnet_ids                  = vpc_config.value.subnet_ids
      security_group_ids          = vpc_config.value.security_group_ids
      ipv6_allowed_for_dual_stack = vpc_config.value.ipv6
    }
  }

  dynamic "ephemeral_storage" {
    for_each = var.common.ephemeral_storage_mb == 512 ? [] : [var.common.ephemeral_storage_mb]

    content {
      size = ephemeral_storage.value
    }
  }

  # Text: what the functions write is JSON already.
  dynamic "logging_config" {
    for_each = var.common.log_group == null && var.common.log_group_prefix == "/aws/lambda/" ? [] : [local.log_group]

    content {
      log_format = "Text"
      log_group  = logging_config.value
    }
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition = var.package.s3_bucket != null || local.zip_found
      error_message = join("", [
        "There is no Lambda package at ${coalesce(var.package.path, "(no path)")}: run `make build` in the module's folder, or ",
        "set `package` to another zip or an S3 object.",
      ])
    }

    precondition {
      condition = module.environment_size.bytes <= module.environment_size.limit
      error_message = join("", [
        "${local.function_name}'s environment is ${module.environment_size.bytes} bytes as Lambda counts them, but Lambda allows ",
        "${module.environment_size.limit}: use fewer presets or shorter names.",
      ])
    }
  }

  # The first invocation needs its permissions, and a log group with a retention period.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

moved {
  from = aws_cloudwatch_log_group.this
  to   = aws_cloudwatch_log_group.this[0]
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.common.log_group == null ? 1 : 0

  name              = local.log_group
  log_group_class   = var.common.log_class
  retention_in_days = var.common.log_retention_days
  kms_key_id        = var.common.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function_url" "this" {
  count = var.function.url ? 1 : 0

  function_name      = aws_lambda_function.this.function_name
  qualifier          = one(aws_lambda_alias.live[*].name)
  authorization_type = "AWS_IAM"
}

# Provisioned concurrency belongs to a version or an alias, never to the function itself, and a URL may only name an alias.
resource "aws_lambda_alias" "live" {
  count = local.has_alias ? 1 : 0

  name             = "live"
  description      = "The version that the function URL calls."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = local.has_alias ? 1 : 0

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.live[0].name
  provisioned_concurrent_executions = var.function.provisioned_concurrency
}

resource "aws_lambda_event_source_mapping" "this" {
  count = var.function.queue == null ? 0 : 1

  event_source_arn        = var.function.queue.arn
  function_name           = aws_lambda_function.this.arn
  batch_size              = var.function.queue.batch_size
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = var.tags

  # With reserved concurrency alone, the poller would receive messages that are then throttled and use up their receive count.
  dynamic "scaling_config" {
    for_each = var.function.queue.max_concurrency == null ? [] : [var.function.queue.max_concurrency]

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  # Lambda checks the role's permission to read the queue when the mapping is created.
  depends_on = [aws_iam_role_policy.this]
}
