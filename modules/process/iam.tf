# Permissions of process, in addition to those from modules/lambda: writing logs and traces, and receiving from its queue.
module "access" {
  source = "../object-access"

  stack = var.stack
}

locals {
  statements = concat(
    var.stack.statements,
    var.stack.object_statements,
    [
      {
        sid       = "ReadOriginals"
        actions   = ["s3:GetObject"]
        resources = module.access.originals
      },
      {
        sid       = "WriteVariantsManifestsAndLocks"
        actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources = [for use in ["variants", "manifests", "locks"] : module.access.made[use]]
      },
    ],
    module.access.list_statements,
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
