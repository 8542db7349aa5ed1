locals {
  # A key is written encoded in S3's own events: of what a prefix may contain, S3 may encode these.
  encoded_prefixes = [for prefix in var.originals : replace(replace(replace(replace(prefix,
    "!", "%21"), "'", "%27"), "(", "%28"), ")", "%29"
  )]
  filtered_prefixes = distinct(concat(var.originals, local.encoded_prefixes))

  # SNS multiplies the values of each property, each times its depth, and refuses a policy of more than 150: the bucket's name is
  # one value at depth 4, and so are the prefixes. With more of them, process ignores what lies elsewhere in the bucket.
  filters_keys = !contains(var.originals, "") && length(local.filtered_prefixes) <= 9

  # Other teams' messages, and events of other buckets and folders, never reach the queue.
  filters = local.from_existing_topic && try(var.upload_events.existing_topic.filter, false)
  filter = { Records = { s3 = merge(
    { bucket = { name = [var.bucket.name] } },
    local.filters_keys ? { object = { key = [for prefix in local.filtered_prefixes : { prefix = prefix }] } } : null,
  ) } }
}

resource "aws_sns_topic_subscription" "process" {
  count = local.from_topic ? 1 : 0

  topic_arn = local.from_own_topic ? aws_sns_topic.uploads[0].arn : local.uploads_topic_arn
  protocol  = "sqs"
  endpoint  = var.process_queue_arn

  # S3's own message, so that dead letters of either queue can be redriven unchanged.
  raw_message_delivery = true
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.subscription_dead_letter.arn })
  filter_policy_scope  = local.filters ? "MessageBody" : null
  filter_policy        = local.filters ? jsonencode(local.filter) : null

  lifecycle {
    precondition {
      condition = try(split(":", var.upload_events.existing_topic.arn)[3], module.region.name) == module.region.name
      error_message = join("", [
        "upload_events.existing_topic.arn is \"${try(var.upload_events.existing_topic.arn, "")}\", but the stack is in ",
        "${module.region.name}: S3 notifies only topics of the bucket's own region.",
      ])
    }
  }
}

moved {
  from = aws_sns_topic_subscription.process
  to   = aws_sns_topic_subscription.process[0]
}

module "queue_names" {
  source = "../names"

  names = { subscription_dead_letter = "${var.name}-subscription-dead-letter" }
  limit = 80
}

# Events that SNS or EventBridge could not deliver to the process queue, for example because its policy was broken.
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
        Principal = { Service = local.sender.service }
        Action    = "sqs:SendMessage"
        Resource  = local.subscription_dead_letter_arn
        Condition = { ArnEquals = { "aws:SourceArn" = local.sender.source_arn } }
      },
    ]
  })
}

locals {
  subscription_dead_letter_arn = join(":", [
    "arn", data.aws_partition.this.partition, "sqs", module.region.name, data.aws_caller_identity.this.account_id,
    module.queue_names.names.subscription_dead_letter
  ])

  # Who sends to the process queue. Built from names: the queue's policy names the sender, which names the queue.
  sender = (
    local.from_eventbridge
    ? { service = "events.amazonaws.com", source_arn = local.rule_arn }
    : { service = "sns.amazonaws.com", source_arn = local.uploads_topic_arn }
  )
}
