# One tick for each window, and never two in hand at a time, by what SQS and Lambda promise of FIFO queues alone:
# - Scheduler delivers at least once; the same tick twice has the same body, and SQS takes it once
#   (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html).
# - All ticks are of one message group, of which Lambda runs one invocation at a time
#   (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/fifo-queue-lambda-behavior.html), with nothing reserved.
# A tick only says that it is time: one that is lost costs nothing but a window.
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

module "names" {
  source = "../names"

  names = {
    schedule = var.name
    role     = "${var.name}-schedule-${data.aws_region.this.id}"
  }
  limit = 64
}

module "queue_name" {
  source = "../names"

  names = { queue = "${var.name}-ticks" }
  limit = 80 - length(".fifo")
}

locals {
  # A FIFO queue hands out no message of a group of which somebody holds one.
  group = "ticks"

  region  = data.aws_region.this.id
  account = data.aws_caller_identity.this.account_id

  queue_name = "${module.queue_name.names.queue}.fifo"
  queue_arn  = "arn:${data.aws_partition.this.partition}:sqs:${local.region}:${local.account}:${local.queue_name}"

  # AWS's own advice, and no less than a window: so what a tick that failed begins anew takes the place of another.
  hidden_seconds = max(6 * var.function_timeout_seconds, 60 * var.window_minutes)
}

resource "aws_sqs_queue" "this" {
  name                        = local.queue_name
  fifo_queue                  = true
  content_based_deduplication = true
  visibility_timeout_seconds  = local.hidden_seconds
  # Old ticks say nothing that new ones don't. And so none becomes a dead letter.
  message_retention_seconds = local.hidden_seconds + 180
  receive_wait_time_seconds = 20
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.queue_arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_scheduler_schedule" "this" {
  name                = module.names.names.schedule
  description         = var.description
  schedule_expression = var.window_minutes == 1 ? "rate(1 minute)" : "rate(${var.window_minutes} minutes)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = local.queue_arn
    role_arn = aws_iam_role.schedule.arn
    # Scheduler puts the time that it was due in here, which makes one tick of those that it sends twice. `jsonencode` would
    # escape the brackets (docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html).
    input = "{\"tick\":\"<aws.scheduler.scheduled-time>\"}"

    sqs_parameters {
      message_group_id = local.group
    }

    # The next tick is as good. A minute is the least that Scheduler takes.
    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 5
    }
  }

  depends_on = [aws_iam_role_policy.schedule, aws_sqs_queue.this]
}

resource "aws_iam_role" "schedule" {
  name                 = module.names.names.role
  description          = "Execution role of the schedule ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Scheduler names the schedule's group as the source, not the schedule.
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnEquals = {
          "aws:SourceArn" = "arn:${data.aws_partition.this.partition}:scheduler:${local.region}:${local.account}:schedule-group/default"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  name = "schedule"
  role = aws_iam_role.schedule.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "SendToTicksQueue"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [local.queue_arn]
      }],
      var.kms_key_arn == null ? [] : [{
        Sid       = "UseMessagesKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [var.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = ["sqs.${local.region}.${data.aws_partition.this.dns_suffix}"] } }
      }],
    )
  })
}
