locals {
  # One rule per prefix: a filter names one. The first needs no number, as there is seldom a second.
  originals = { for index, prefix in var.originals : index == 0 ? "originals" : "originals-${index + 1}" => prefix }

  # Old variants and manifests can be made again and old locks are useless, so a day is enough. Versioning exists for the originals.
  noncurrent = merge(
    { for use, prefix in local.originals : use => { prefix = prefix, days = var.noncurrent_version_days } },
    { for use, prefix in coalesce(var.prefixes, {}) : use => { prefix = prefix, days = 1 } },
  )

  stores_originals = length(var.originals_lifecycle.transitions) > 0 || var.originals_lifecycle.expire_days != null

  # All in one form, so that a bucket of another's can be given the same rules: see the output `lifecycle_rules`.
  lifecycle_rules = concat(
    [merge(local.no_action, { id = "abort-incomplete-uploads", prefix = "", abort_incomplete_multipart_upload_days = 7 })],

    # A mark records an outstanding purge and event, so it must outlive every message that may still carry them out. Reconcile
    # passes on the path and the sweep remove locks and marks that are no longer needed.
    var.prefixes == null ? [] : [
      merge(local.no_action, { id = "expire-locks", prefix = var.prefixes.locks, expiration_days = var.locks_days })
    ],
    [for use in keys(local.noncurrent) : merge(local.no_action, {
      id                                 = "expire-noncurrent-${use}"
      prefix                             = local.noncurrent[use].prefix
      expired_object_delete_marker       = true
      noncurrent_version_expiration_days = local.noncurrent[use].days
    })],
    [for use, prefix in local.originals : merge(local.no_action, {
      id              = "store-${use}"
      prefix          = prefix
      transitions     = var.originals_lifecycle.transitions
      expiration_days = var.originals_lifecycle.expire_days
    }) if local.stores_originals],
    [for prefix, days in var.originals_lifecycle.expire_folders : merge(local.no_action, {
      id              = "expire-${trimsuffix(prefix, "/")}"
      prefix          = prefix
      expiration_days = days
    })],
  )

  no_action = {
    abort_incomplete_multipart_upload_days = null
    expiration_days                        = null
    expired_object_delete_marker           = null
    noncurrent_version_expiration_days     = null
    transitions                            = []
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = var.create ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  dynamic "rule" {
    for_each = local.lifecycle_rules

    content {
      id     = rule.value.id
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      dynamic "abort_incomplete_multipart_upload" {
        for_each = rule.value.abort_incomplete_multipart_upload_days[*]

        content {
          days_after_initiation = abort_incomplete_multipart_upload.value
        }
      }

      dynamic "expiration" {
        for_each = rule.value.expiration_days != null || rule.value.expired_object_delete_marker != null ? [rule.value] : []

        content {
          days                         = expiration.value.expiration_days
          expired_object_delete_marker = expiration.value.expired_object_delete_marker
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = rule.value.noncurrent_version_expiration_days[*]

        content {
          noncurrent_days = noncurrent_version_expiration.value
        }
      }

      dynamic "transition" {
        for_each = rule.value.transitions

        content {
          days          = transition.value.days
          storage_class = transition.value.storage_class
        }
      }
    }
  }

  # Rules about noncurrent versions are refused, or have no effect, while versioning is off.
  depends_on = [aws_s3_bucket_versioning.this]
}
