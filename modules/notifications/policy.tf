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
    Resource  = local.topic_arns.uploads
    Condition = {
      ArnEquals    = { "aws:SourceArn" = var.bucket.arn }
      StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
    }
  }

  topic_policies = {
    for use, arn in local.topic_arns : use => jsonencode({
      Version   = "2012-10-17"
      Statement = concat([merge(local.deny_plain_http, { Resource = arn })], use == "uploads" ? [local.allow_bucket] : [])
    })
  }
}
