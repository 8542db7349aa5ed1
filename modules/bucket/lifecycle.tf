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

  # A mark records an outstanding purge and event, so it must outlive every message that may still carry them out. Reconcile
  # passes on the path and the sweep remove locks and marks that are no longer needed.
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

  # Old variants and manifests can be made again and old locks are useless, so a day is enough. Versioning exists for the originals.
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

  # Rules about noncurrent versions are refused, or have no effect, while versioning is off.
  depends_on = [aws_s3_bucket_versioning.this]
}
