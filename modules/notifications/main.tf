data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "topic_names" {
  source = "../names"

  names = {
    uploads = "${var.name}-uploads"
    events  = "${var.name}-events"
  }
  limit = 256
}

locals {
  # Objects decide, not ARNs, which may be unknown in a plan.
  from_eventbridge    = var.upload_events.eventbridge != null
  from_existing_topic = var.upload_events.existing_topic != null
  from_topic          = !local.from_eventbridge
  from_own_topic      = local.from_topic && !local.from_existing_topic

  # What S3 publishes to; null with EventBridge.
  uploads_topic_arn = (
    local.from_own_topic ? local.topic_arns.uploads
    : local.from_existing_topic ? var.upload_events.existing_topic.arn
    : null
  )

  topic_arns = {
    for use, name in module.topic_names.names : use => join(":", [
      "arn", data.aws_partition.this.partition, "sns", module.region.name, data.aws_caller_identity.this.account_id, name
    ])
  }
}

# Receives S3's events about originals. A topic rather than the queue itself, so that other consumers can subscribe.
resource "aws_sns_topic" "uploads" {
  count = local.from_own_topic ? 1 : 0

  name              = module.topic_names.names.uploads
  policy            = local.topic_policies.uploads
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

# Carries Darkroom's own events: ready, rejected, removed.
resource "aws_sns_topic" "events" {
  count = var.events_topic ? 1 : 0

  name              = module.topic_names.names.events
  policy            = local.topic_policies.events
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

locals {
  # One per prefix: a filter names one, and S3 refuses two that overlap.
  bucket_topics = [for index, prefix in local.from_topic ? var.originals : [] : {
    id            = index == 0 ? "originals" : "originals-${index + 1}"
    topic_arn     = local.from_own_topic ? aws_sns_topic.uploads[0].arn : local.uploads_topic_arn
    filter_prefix = prefix
    events        = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*", "s3:ObjectRestore:Completed"]
  }]
}

resource "aws_s3_bucket_notification" "this" {
  count = var.manage_bucket_notification ? 1 : 0

  bucket      = var.bucket.name
  eventbridge = local.from_eventbridge || var.bucket_eventbridge

  dynamic "topic" {
    for_each = local.bucket_topics

    content {
      id            = topic.value.id
      topic_arn     = topic.value.topic_arn
      filter_prefix = topic.value.filter_prefix
      events        = topic.value.events
    }
  }

  # The subscription, or the rule's target, must exist before the first event.
  depends_on = [aws_sns_topic_subscription.process, aws_cloudwatch_event_target.process]
}

moved {
  from = aws_sns_topic.uploads
  to   = aws_sns_topic.uploads[0]
}
