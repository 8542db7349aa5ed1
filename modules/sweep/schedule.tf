data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  names = {
    schedule = "${var.stack.name}-sweep"
    role     = "${var.stack.common.role_name_prefix}${var.stack.name}-sweep-schedule-${module.region.name}"
  }
  limit = 64
}

resource "aws_scheduler_schedule" "this" {
  name = module.names.names.schedule
  # `darkroom doctor` tells a schedule that is meant to be disabled from one that somebody disabled by this name.
  description                  = "Starts a sweep of ${var.stack.name}${var.schedule.enabled ? "" : ", if sweep.schedule.enabled"}."
  state                        = var.schedule.enabled ? "ENABLED" : "DISABLED"
  schedule_expression          = var.schedule.expression
  schedule_expression_timezone = var.schedule.timezone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = module.queue.arn
    role_arn = var.stack.schedule_role == null ? one(aws_iam_role.schedule[*].arn) : var.stack.schedule_role.arn
    input    = jsonencode({ sweep = "start", dryRun = var.schedule.dry_run })

    # After an hour, the next sweep will do.
    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = module.queue.dead_letter_arn
    }
  }

  depends_on = [aws_iam_role_policy.schedule]
}

moved {
  from = aws_iam_role.schedule
  to   = aws_iam_role.schedule[0]
}

resource "aws_iam_role" "schedule" {
  count = var.stack.schedule_role == null ? 1 : 0

  name                 = module.names.names.role
  description          = "Execution role of the schedule that starts sweeps of ${var.stack.name}."
  path                 = var.stack.common.role_path
  permissions_boundary = var.stack.common.permissions_boundary_arn
  tags                 = var.stack.tags
  assume_role_policy   = local.trust_policy
}

moved {
  from = aws_iam_role_policy.schedule
  to   = aws_iam_role_policy.schedule[0]
}

resource "aws_iam_role_policy" "schedule" {
  count = var.stack.schedule_role == null ? 1 : 0

  name   = "schedule"
  role   = aws_iam_role.schedule[0].name
  policy = local.policy
}

locals {
  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Scheduler names the schedule's group as the source, not the schedule.
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
        ArnEquals = { "aws:SourceArn" = join(":", [
          "arn", data.aws_partition.this.partition, "scheduler", module.region.name,
          data.aws_caller_identity.this.account_id, "schedule-group/default"
        ]) }
      }
    }]
  })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "SendToQueueAndDeadLetterQueue"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [module.queue.arn, module.queue.dead_letter_arn]
      }],
      var.stack.messages.kms_key_arn == null ? [] : [{
        Sid      = "UseMessagesKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = [var.stack.messages.kms_key_arn]
        Condition = {
          StringEquals = { "kms:ViaService" = ["sqs.${module.region.name}.${data.aws_partition.this.dns_suffix}"] }
        }
      }],
    )
  })
}
