provider "aws" {
  region = var.region
}

data "aws_caller_identity" "this" {}

locals {
  bucket_name = "media-${data.aws_caller_identity.this.account_id}-${var.region}"
}

# Darkroom for two folders of the bucket below. It changes no setting of the bucket: what it needs is in its outputs, and the
# bucket's own notifications, lifecycle rules and policy stay here, with Darkroom's added to them.
module "darkroom" {
  source = "../.."

  name      = "media"
  bucket    = { create = false, name = local.bucket_name }
  originals = { prefix = "", folders = ["avatars/", "products/"] }

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside" }
  }

  package   = var.package
  edge_path = var.edge_path
}

# A bucket that was there before, with settings of its own. In your configuration, it may be in another file or module.
resource "aws_s3_bucket" "media" {
  bucket = local.bucket_name
}

resource "aws_s3_bucket_public_access_block" "media" {
  bucket = aws_s3_bucket.media.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Its notifications: invoices go to a queue. S3 keeps one configuration per bucket, so Darkroom's topics are added here.
resource "aws_s3_bucket_notification" "media" {
  bucket = aws_s3_bucket.media.id

  queue {
    id            = "invoices"
    queue_arn     = aws_sqs_queue.invoices.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "invoices/"
  }

  dynamic "topic" {
    for_each = module.darkroom.bucket_notification_topics

    content {
      id            = topic.value.id
      topic_arn     = topic.value.topic_arn
      events        = topic.value.events
      filter_prefix = topic.value.filter_prefix
    }
  }
}

# Its policy, with the statement that lets the CDN read variants.
resource "aws_s3_bucket_policy" "media" {
  bucket = aws_s3_bucket.media.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(module.darkroom.bucket_policy_statements, [{
      Sid       = "KeepInvoices"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:DeleteObject"
      Resource  = "${aws_s3_bucket.media.arn}/invoices/*"
    }])
  })

  depends_on = [aws_s3_bucket_public_access_block.media]
}

# Its lifecycle, with the rules that let Darkroom's leftovers expire. Those about the originals are the owner's business.
resource "aws_s3_bucket_lifecycle_configuration" "media" {
  bucket = aws_s3_bucket.media.id

  rule {
    id     = "archive-invoices"
    status = "Enabled"

    filter {
      prefix = "invoices/"
    }

    transition {
      days          = 365
      storage_class = "DEEP_ARCHIVE"
    }
  }

  dynamic "rule" {
    for_each = [for rule in module.darkroom.bucket_lifecycle_rules : rule if rule.expiration_days != null]

    content {
      id     = rule.value.id
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      expiration {
        days = rule.value.expiration_days
      }
    }
  }
}

resource "aws_sqs_queue" "invoices" {
  name = "media-invoices"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = {
        ArnEquals    = { "aws:SourceArn" = aws_s3_bucket.media.arn }
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
      }
    }]
  })
}
