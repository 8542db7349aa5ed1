# Permissions of the sweep, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
locals {
  statements = concat(var.stack.statements, var.stack.object_statements, [
    {
      sid       = "ReadManifests"
      actions   = ["s3:GetObject"]
      resources = ["${var.stack.bucket_arn}/${var.stack.prefixes.manifests}*"]
    },
    {
      sid       = "ListBucketByPrefix"
      actions   = ["s3:ListBucket"]
      resources = [var.stack.bucket_arn]
      condition = { StringLike = { "s3:prefix" = [for prefix in values(var.stack.prefixes) : "${prefix}*"] } }
    },
    {
      sid       = "WriteSweepLease"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = ["${var.stack.bucket_arn}/${var.stack.prefixes.locks}sweep"]
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
