data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  names = {
    queue       = var.name
    dead_letter = "${var.name}-dead-letter"
  }
  limit = 80
}

locals {
  # ARNs are built from names. Each queue can then carry its own policies, which saves a slow second resource per queue, breaks
  # the cycle of a queue and a dead-letter queue that name each other, and lets a plan show every policy in full.
  arns = {
    for use, name in module.names.names : use => join(":", [
      "arn", data.aws_partition.this.partition, "sqs", module.region.name, data.aws_caller_identity.this.account_id, name
    ])
  }

  # The maximum retention of SQS.
  dead_letter_retention_days = 14

  # AWS's recommendation for queues that trigger functions: six times the function's timeout.
  visibility_timeout_seconds = var.visibility_timeout_seconds != null ? var.visibility_timeout_seconds : 6 * var.function_timeout_seconds
}

resource "aws_sqs_queue" "this" {
  name                       = module.names.names.queue
  visibility_timeout_seconds = local.visibility_timeout_seconds
  message_retention_seconds  = var.retention_days * 86400
  receive_wait_time_seconds  = 20
  policy                     = local.policies.queue
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  kms_master_key_id          = var.kms_key_arn
  tags                       = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = local.arns.dead_letter
    maxReceiveCount     = var.max_receive_count
  })

  depends_on = [aws_sqs_queue.dead_letter]
}

resource "aws_sqs_queue" "dead_letter" {
  name = module.names.names.dead_letter
  # SQS counts a dead letter's age from when it was first sent, so only the maximum retention (14 days) leaves time to
  # investigate.
  message_retention_seconds = local.dead_letter_retention_days * 86400
  policy                    = local.policies.dead_letter
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.arns.queue]
  })
}
