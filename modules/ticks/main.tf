# One tick per window, and never two in flight at a time. This relies only on guarantees of FIFO queues by SQS and Lambda:
# - Scheduler delivers at least once; duplicates of a tick have the same body, and SQS deduplicates them
#   (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html).
# - All ticks belong to one message group, for which Lambda runs one invocation at a time
#   (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/fifo-queue-lambda-behavior.html), without reserved
#   concurrency.
# A tick is only a trigger: a lost one delays the work by one window.
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  names = {
    schedule = var.name
    role     = "${var.role_name_prefix}${var.name}-schedule-${module.region.name}"
  }
  limit = 64
}

module "queue_name" {
  source = "../names"

  names = { queue = "${var.name}-ticks" }
  limit = 80 - length(".fifo")
}

locals {
  # A FIFO queue delivers no message of a group while another message of the group is in flight.
  group = "ticks"

  region  = module.region.name
  account = data.aws_caller_identity.this.account_id

  queue_name = "${module.queue_name.names.queue}.fifo"
  queue_arn  = "arn:${data.aws_partition.this.partition}:sqs:${local.region}:${local.account}:${local.queue_name}"

  # Six times the timeout as AWS recommends, and at least one window, so that the retry of a failed tick replaces a later one.
  hidden_seconds = max(6 * var.function_timeout_seconds, 60 * var.window_minutes)
}

resource "aws_sqs_queue" "this" {
  name                        = local.queue_name
  fifo_queue                  = true
  content_based_deduplication = true
  visibility_timeout_seconds  = local.hidden_seconds
  # Old ticks carry no more information than new ones, so they expire and need no dead-letter queue.
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
    role_arn = var.role == null ? one(aws_iam_role.schedule[*].arn) : var.role.arn
    # Scheduler inserts the scheduled time here, so that duplicates of a tick are deduplicated. `jsonencode` would escape the
    # brackets (docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html).
    input = "{\"tick\":\"<aws.scheduler.scheduled-time>\"}"

    sqs_parameters {
      message_group_id = local.group
    }

    # The next tick does the same. A minute is Scheduler's minimum.
    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 5
    }
  }

  depends_on = [aws_iam_role_policy.schedule, aws_sqs_queue.this]
}

moved {
  from = aws_iam_role.schedule
  to   = aws_iam_role.schedule[0]
}

resource "aws_iam_role" "schedule" {
  count = var.role == null ? 1 : 0

  name                 = module.names.names.role
  description          = "Execution role of the schedule ${var.name}."
  path                 = var.role_path
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
  assume_role_policy   = local.trust_policy
}

moved {
  from = aws_iam_role_policy.schedule
  to   = aws_iam_role_policy.schedule[0]
}

resource "aws_iam_role_policy" "schedule" {
  count = var.role == null ? 1 : 0

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
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnEquals = {
          "aws:SourceArn" = "arn:${data.aws_partition.this.partition}:scheduler:${local.region}:${local.account}:schedule-group/default"
        }
      }
    }]
  })

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
