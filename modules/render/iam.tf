# Permissions of render, in addition to those from modules/lambda: writing logs and traces. It may not list: it treats what it
# cannot read as missing. It may delete only locks: process removes stale objects.
locals {
  objects = {
    for use in ["variants", "manifests", "locks"] :
    use => "${coalesce(var.stack.variants_bucket_arn, var.stack.bucket_arn)}/${var.stack.prefixes[use]}*"
  }
  originals = [
    for folder in coalescelist(var.stack.prefixes.folders, [""]) : "${var.stack.bucket_arn}/${var.stack.prefixes.originals}${folder}*"
  ]

  statements = concat(var.stack.statements, var.stack.object_statements, [
    {
      sid       = "ReadOriginalsAndManifests"
      actions   = ["s3:GetObject"]
      resources = concat(local.originals, [local.objects.manifests])
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
