# What render may do, beside what modules/lambda adds: writing logs and traces. No listing: to render, what it may not read is
# missing. And no deleting but of locks: what is stale is process's to find.
locals {
  objects = { for use, prefix in var.stack.prefixes : use => "${var.stack.bucket_arn}/${prefix}*" }

  statements = concat(var.stack.statements, var.stack.object_statements, [
    {
      sid       = "ReadOriginalsAndManifests"
      actions   = ["s3:GetObject"]
      resources = [local.objects.originals, local.objects.manifests]
    },
    {
      sid       = "WriteVariants"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = [local.objects.variants]
    },
    {
      sid       = "WriteAndDeleteLocks"
      actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      resources = [local.objects.locks]
    },
    {
      # To have process look at an original that changed under render's hands.
      sid       = "SendToProcessQueue"
      actions   = ["sqs:SendMessage"]
      resources = [var.process_queue.arn]
    },
  ])
}
