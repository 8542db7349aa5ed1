locals {
  expire_noncurrent = {
    for use, prefix in var.prefixes : use => use == "originals" ? var.noncurrent_version_days : 1
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "abort-incomplete-uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # A mark promises a purge and an event: it has to outlive every message that may still keep the promise. What nobody needs
  # any more is removed by whoever looks at the path, and by the sweep.
  rule {
    id     = "expire-locks"
    status = "Enabled"

    filter {
      prefix = var.prefixes.locks
    }

    expiration {
      days = var.locks_days
    }
  }

  # Old variants and manifests can be made again, and old locks are nothing, so a day is enough; old originals are what versioning is for.
  dynamic "rule" {
    for_each = local.expire_noncurrent

    content {
      id     = "expire-noncurrent-${rule.key}"
      status = "Enabled"

      filter {
        prefix = var.prefixes[rule.key]
      }

      expiration {
        expired_object_delete_marker = true
      }

      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }
    }
  }

  # Rules about non-current versions are refused, or do nothing, while versioning is still off.
  depends_on = [aws_s3_bucket_versioning.this]
}
