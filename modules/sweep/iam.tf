# Permissions of the sweep, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
module "access" {
  source = "../object-access"

  stack = var.stack
}

locals {
  statements = concat(var.stack.statements, var.stack.object_statements, module.access.list_statements, [
    {
      sid       = "ReadManifests"
      actions   = ["s3:GetObject"]
      resources = [module.access.made.manifests]
    },
    {
      sid       = "WriteSweepLease"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = [module.access.sweep_lease]
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
