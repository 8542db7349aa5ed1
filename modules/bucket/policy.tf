locals {
  deny_plain_http = {
    Sid       = "DenyPlainHttp"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:*"
    Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  allow_services = [for reader in var.services : {
    Sid       = reader.sid
    Effect    = "Allow"
    Principal = { Service = reader.service }
    Action    = "s3:GetObject"
    Resource  = [for prefix in reader.prefixes : "${local.bucket_arn}/${prefix}*"]
    Condition = { StringEquals = { "aws:SourceArn" = reader.source_arn } }
  }]

  allow_readers = [for name, reader in var.readers : {
    Sid       = "Read${name}"
    Effect    = "Allow"
    Principal = { AWS = reader.arns }
    Action    = "s3:GetObject"
    Resource  = [for prefix in reader.prefixes : "${local.bucket_arn}/${prefix}*"]
  }]
}

resource "aws_s3_bucket_policy" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local.deny_plain_http],
      local.allow_services,
      local.allow_readers,
      [for statement in var.policy_statements : jsondecode(statement)],
    )
  })

  # S3 evaluates a policy against the public access block in force; concurrent changes to one bucket conflict.
  depends_on = [aws_s3_bucket_public_access_block.this]
}
