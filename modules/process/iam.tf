# Permissions of process, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
locals {
  objects = { for use, prefix in var.stack.prefixes : use => "${var.stack.bucket_arn}/${prefix}*" }

  statements = concat(
    var.stack.statements,
    var.stack.object_statements,
    [
      {
        sid       = "ReadOriginals"
        actions   = ["s3:GetObject"]
        resources = [local.objects.originals]
      },
      {
        sid       = "WriteVariantsManifestsAndLocks"
        actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources = [local.objects.variants, local.objects.manifests, local.objects.locks]
      },
      {
        # Also makes S3 return 404 for a missing key; without it, S3 returns 403 and a missing original looks like a forbidden one.
        sid       = "ListBucketByPrefix"
        actions   = ["s3:ListBucket"]
        resources = [var.stack.bucket_arn]
        condition = { StringLike = { "s3:prefix" = [for prefix in values(var.stack.prefixes) : "${prefix}*"] } }
      },
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
  )
}
