provider "aws" {
  region = var.region
}

data "aws_caller_identity" "this" {}

# The platform team's part, usually in another configuration: one topic for what happens in all buckets of the account, which
# many teams subscribe to.
resource "aws_sns_topic" "buckets" {
  name = "platform-buckets"
}

resource "aws_sns_topic_policy" "buckets" {
  arn = aws_sns_topic.buckets.arn

  # Darkroom's output `existing_topic_statements` has a statement for its own bucket only.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AllowBucketsOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.buckets.arn
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id } }
    }]
  })
}

# Another team's subscription gets all that the topic carries.
resource "aws_sqs_queue" "audit" {
  name = "platform-audit"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.buckets.arn } }
    }]
  })
}

resource "aws_sns_topic_subscription" "audit" {
  topic_arn            = aws_sns_topic.buckets.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.audit.arn
  raw_message_delivery = true
}

# Darkroom subscribes too, and only gets the events of its own originals.
module "darkroom" {
  source = "../.."

  name = "gallery-topic"
  tags = { team = "web" }

  presets = {
    page = { width = 1600, fit = "inside" }
  }

  # The ARN of the policy, which is that of its topic: S3 accepts a topic only once its policy allows the bucket.
  upload_events = { existing_topic = { arn = aws_sns_topic_policy.buckets.arn } }

  package   = var.package
  edge_path = var.edge_path
}
