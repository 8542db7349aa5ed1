# Permissions of the sweep, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
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

  statements = concat(var.stack.statements, var.stack.object_statements, [for listing in local.listings : {
    sid       = listing.sid
    actions   = ["s3:ListBucket"]
    resources = [listing.bucket]
    condition = contains(listing.prefixes, "") ? null : {
      StringLike = { "s3:prefix" = sort([for prefix in listing.prefixes : "${prefix}*"]) }
    }
    }], [
    {
      sid       = "ReadManifests"
      actions   = ["s3:GetObject"]
      resources = ["${local.made_in}/${var.stack.prefixes.manifests}*"]
    },
    {
      sid       = "WriteSweepLease"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = ["${local.made_in}/${var.stack.prefixes.locks}sweep"]
    },
    {
      sid       = "SendToProcessQueue"
      actions   = ["sqs:GetQueueAttributes", "sqs:SendMessage"]
      resources = [var.process_queue.arn]
    },
    {
      # To continue a sweep that ran out of time.
      sid       = "SendToSweepQueue"
      actions   = ["sqs:SendMessage"]
      resources = [module.queue.arn]
    },
  ])
}
