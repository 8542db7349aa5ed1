data "aws_partition" "this" {}

data "aws_caller_identity" "this" {}

data "aws_region" "this" {}

module "names" {
  source = "../names"

  names = {
    function = var.name
    # Roles are global in an account: with the region in its name, one stack can live in two regions.
    role = "${var.name}-${data.aws_region.this.id}"
  }
  limit = 64
}

locals {
  function_name = module.names.names.function

  # `try`: a folder in the zip's place is as good as none.
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
        "point `package` at a zip of yours or at an S3 object.",
      ])
    }

    precondition {
      condition = module.environment_size.bytes <= module.environment_size.limit
      error_message = join("", [
        "${local.function_name}'s environment is ${module.environment_size.bytes} bytes as Lambda counts them, and it takes at ",
        "most ${module.environment_size.limit}: use fewer presets or shorter names.",
      ])
    }
  }

  # The first invocation finds its rights, and a log group that does not keep its lines for ever.
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

  # A cap on the function alone would let the poller take messages that then bounce and use up their receives.
  dynamic "scaling_config" {
    for_each = var.function.queue.max_concurrency == null ? [] : [var.function.queue.max_concurrency]

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  # Lambda tries the role's right to read the queue when the mapping is made.
  depends_on = [aws_iam_role_policy.this]
}
