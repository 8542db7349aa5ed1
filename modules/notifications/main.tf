data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

module "topic_names" {
  source = "../names"

  names = {
    uploads = "${var.name}-uploads"
    events  = "${var.name}-events"
  }
  limit = 256
}

locals {
  topic_arns = {
    for use, name in module.topic_names.names : use => join(":", [
      "arn", data.aws_partition.this.partition, "sns", data.aws_region.this.id, data.aws_caller_identity.this.account_id, name
    ])
  }
}

# What S3 says about originals. A topic and not the queue itself, so that others can listen too.
resource "aws_sns_topic" "uploads" {
  name              = module.topic_names.names.uploads
  policy            = local.topic_policies.uploads
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

# What Darkroom says when it is done: ready, rejected, removed.
resource "aws_sns_topic" "events" {
  count = var.events_topic ? 1 : 0

  name              = module.topic_names.names.events
  policy            = local.topic_policies.events
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

resource "aws_s3_bucket_notification" "this" {
  bucket = var.bucket.name

  topic {
    id            = "originals"
    topic_arn     = aws_sns_topic.uploads.arn
    filter_prefix = var.originals_prefix
    events        = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*"]
  }

  # The first event finds somebody who keeps it.
  depends_on = [aws_sns_topic_subscription.process]
}
