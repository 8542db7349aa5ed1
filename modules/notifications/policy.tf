locals {
  deny_plain_http = {
    Sid       = "DenyPlainHttp"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sns:Publish"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  # A bucket's ARN contains no account: if the bucket were deleted, another account could create one with the same name and
  # publish here.
  allow_bucket = {
    Sid       = "AllowBucket"
    Effect    = "Allow"
    Principal = { Service = "s3.amazonaws.com" }
    Action    = "sns:Publish"
    Resource  = local.uploads_topic_arn
    Condition = {
      ArnEquals    = { "aws:SourceArn" = var.bucket.arn }
      StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
    }
  }

  # What the owner of an existing topic has to allow. The second is only needed if the topic is another account's: the
  # subscription is made from here.
  existing_topic_statements = local.from_existing_topic ? [
    merge(local.allow_bucket, { Sid = "AllowBucketOf${replace(title(replace(var.name, "/[^A-Za-z0-9]+/", " ")), " ", "")}" }),
    {
      Sid       = "AllowSubscriptionOf${replace(title(replace(var.name, "/[^A-Za-z0-9]+/", " ")), " ", "")}"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root" }
      Action    = "sns:Subscribe"
      Resource  = local.uploads_topic_arn
      Condition = { StringEquals = { "sns:Protocol" = "sqs", "sns:Endpoint" = var.process_queue_arn } }
    },
  ] : []

  topic_policies = {
    for use, arn in local.topic_arns : use => jsonencode({
      Version   = "2012-10-17"
      Statement = concat([merge(local.deny_plain_http, { Resource = arn })], use == "uploads" ? [local.allow_bucket] : [])
    })
  }
}
