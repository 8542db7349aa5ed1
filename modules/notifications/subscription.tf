resource "aws_sns_topic_subscription" "process" {
  topic_arn = aws_sns_topic.uploads.arn
  protocol  = "sqs"
  endpoint  = var.process_queue_arn

  # S3's own message, so that dead letters of either queue can be redriven unchanged.
  raw_message_delivery = true
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.subscription_dead_letter.arn })
}

module "queue_names" {
  source = "../names"

  names = { subscription_dead_letter = "${var.name}-subscription-dead-letter" }
  limit = 80
}

# Events that SNS could not deliver to the process queue, for example because its policy was broken.
resource "aws_sqs_queue" "subscription_dead_letter" {
  name                      = module.queue_names.names.subscription_dead_letter
  message_retention_seconds = 14 * 86400
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  # No queue's redrive policy names this queue, so this tag tells the redrive command where its messages belong.
  tags = merge(var.tags, { "darkroom:redrive-to" = var.process_queue_arn })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      merge(local.deny_plain_http, { Action = "sqs:*", Resource = local.subscription_dead_letter_arn }),
      {
        Sid       = "AllowUploads"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.subscription_dead_letter_arn
        Condition = { ArnEquals = { "aws:SourceArn" = local.topic_arns.uploads } }
      },
    ]
  })
}

locals {
  subscription_dead_letter_arn = join(":", [
    "arn", data.aws_partition.this.partition, "sqs", data.aws_region.this.id, data.aws_caller_identity.this.account_id,
    module.queue_names.names.subscription_dead_letter
  ])
}
