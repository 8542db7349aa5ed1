# Permissions of process, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
locals {
  original_prefixes = (
    length(var.stack.prefixes.folders) == 0
    ? [var.stack.prefixes.originals]
    : [for folder in var.stack.prefixes.folders : "${var.stack.prefixes.originals}${folder}"]
  )

  # Prefixes that are listed, by bucket. A listing of the whole bucket names no prefix.
  made_in = coalesce(var.stack.variants_bucket_arn, var.stack.bucket_arn)
  made    = [for use in ["locks", "manifests", "variants"] : var.stack.prefixes[use]]
  listings = concat(
    [{
      sid      = "ListBucketByPrefix"
      bucket   = var.stack.bucket_arn
      prefixes = concat(local.original_prefixes, var.stack.variants_bucket_arn == null ? local.made : [])
    }],
    [for arn in var.stack.variants_bucket_arn[*] : { sid = "ListVariantsBucketByPrefix", bucket = arn, prefixes = local.made }],
  )

  statements = concat(
    var.stack.statements,
    var.stack.object_statements,
    [
      {
        sid       = "ReadOriginals"
        actions   = ["s3:GetObject"]
        resources = [for prefix in local.original_prefixes : "${var.stack.bucket_arn}/${prefix}*"]
      },
      {
        sid       = "WriteVariantsManifestsAndLocks"
        actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources = [for use in ["variants", "manifests", "locks"] : "${local.made_in}/${var.stack.prefixes[use]}*"]
      },
    ],
    # Also makes S3 return 404 for a missing key; without it, S3 returns 403 and a missing original looks like a forbidden one.
    [for listing in local.listings : {
      sid       = listing.sid
      actions   = ["s3:ListBucket"]
      resources = [listing.bucket]
      condition = contains(listing.prefixes, "") ? null : {
        StringLike = { "s3:prefix" = sort([for prefix in listing.prefixes : "${prefix}*"]) }
      }
    }],
    length(var.guarded_bucket_arns) == 0 ? [] : [{
      # To see whether anything is left in a bucket that is about to be destroyed.
      sid       = "ListVersionsBeforeDestroy"
      actions   = ["s3:ListBucketVersions"]
      resources = var.guarded_bucket_arns
    }],
    [
      {
        # To request a later reconcile pass.
        sid       = "SendToProcessQueue"
        actions   = ["sqs:SendMessage"]
        resources = [module.queue.arn]
      },
    ],
    var.purge_queue == null ? [] : [{
      sid       = "SendToPurgeQueue"
      actions   = ["sqs:SendMessage"]
      resources = [var.purge_queue.arn]
    }],
    var.events_topic_arn == null ? [] : [{
      sid       = "PublishToEventsTopic"
      actions   = ["sns:Publish"]
      resources = [var.events_topic_arn]
    }],
    # On a bus that many send to, nobody may pass for Darkroom, nor Darkroom for anybody else.
    var.event_bus == null ? [] : [{
      sid       = "PutEventsOnBus"
      actions   = ["events:PutEvents"]
      resources = [var.event_bus.arn]
      condition = { StringEquals = { "events:source" = ["darkroom"] } }
    }],
  )
}
