# Permissions of render, in addition to those from modules/lambda: writing logs and traces. It may not list: it treats what it
# cannot read as missing. It may delete only locks: process removes stale objects.
module "access" {
  source = "../object-access"

  stack = var.stack
}

locals {
  statements = concat(var.stack.statements, var.stack.object_statements, [
    {
      sid       = "ReadOriginalsAndManifests"
      actions   = ["s3:GetObject"]
      resources = concat(module.access.originals, [module.access.made.manifests])
    },
    {
      sid       = "WriteVariants"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = [module.access.made.variants]
    },
    {
      sid       = "WriteAndDeleteLocks"
      actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      resources = [module.access.made.locks]
    },
    {
      # To request a reconcile pass when an original changed during a render.
      sid       = "SendToProcessQueue"
      actions   = ["sqs:SendMessage"]
      resources = [var.process_queue.arn]
    },
  ])
}
