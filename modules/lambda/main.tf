data "aws_partition" "this" {}

data "aws_caller_identity" "this" {}

data "aws_region" "this" {}

module "names" {
  source = "../names"

  names = {
    function = var.name
    # IAM roles are global: with the region in its name, the same stack can exist in two regions.
    role = "${var.name}-${data.aws_region.this.id}"
  }
  limit = 64
}

locals {
  function_name = module.names.names.function

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
  role          = aws_iam_role.this.arn
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

  environment {
    variables = var.function.environment
  }

  dynamic "tracing_config" {
    for_each = var.common.tracing ? [true] : []

    content {
      mode = "Active"
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

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = var.common.log_retention_days
  kms_key_id        = var.common.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function_url" "this" {
  count = var.function.url ? 1 : 0

  function_name      = aws_lambda_function.this.function_name
  authorization_type = "AWS_IAM"
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
