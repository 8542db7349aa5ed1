data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  # Bucket names are global: the account and region distinguish stacks of the same name in other accounts and regions.
  names = { bucket = "${var.name}-${data.aws_caller_identity.this.account_id}-${module.region.name}" }
  limit = 63
}

locals {
  bucket_name = coalesce(var.bucket_name, module.names.names.bucket)

  # Built from the name, so that a plan shows every policy in full.
  bucket_arn = "arn:${data.aws_partition.this.partition}:s3:::${local.bucket_name}"
}

# Where the bucket is another's, nothing below exists: see the outputs for what its owner adds to it.
resource "aws_s3_bucket" "this" {
  count = var.create ? 1 : 0

  bucket        = local.bucket_name
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    # Without a bucket key, every read and write of an object is a billed KMS request.
    bucket_key_enabled = var.kms_key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_cors_configuration" "this" {
  count = var.create && length(local.cors_rules) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  dynamic "cors_rule" {
    for_each = local.cors_rules

    content {
      id              = cors_rule.value.id
      allowed_origins = cors_rule.value.allowed_origins
      allowed_methods = cors_rule.value.allowed_methods
      allowed_headers = cors_rule.value.allowed_headers
      expose_headers  = cors_rule.value.expose_headers
      max_age_seconds = cors_rule.value.max_age_seconds
    }
  }
}
