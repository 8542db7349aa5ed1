# Permissions of render, in addition to those from modules/lambda: writing logs and traces. It may not list: it treats what it
# cannot read as missing. It may delete only locks: process removes stale objects.
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
      # To request a reconcile pass when an original changed during a render.
      sid       = "SendToProcessQueue"
      actions   = ["sqs:SendMessage"]
      resources = [var.process_queue.arn]
    },
  ])
}
