locals {
  objects = { for use, prefix in local.prefixes : use => "${module.bucket.arn}/${prefix}*" }

  # Darkroom reads originals and never writes them, whatever else its roles or the bucket may come to allow.
  deny_writing_originals = {
    sid       = "NeverWriteOriginals"
    effect    = "Deny"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject"]
    resources = [local.objects.originals]
  }

  # A key's policy may trust the whole account; this role still uses the key through the one service only.
  use_objects_key = var.bucket.kms_key_arn == null ? [] : [{
    sid       = "UseObjectsKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.bucket.kms_key_arn]
    condition = { StringEquals = { "kms:ViaService" = ["s3.${local.service_domain}"] } }
  }]

  use_messages_key = var.messages.kms_key_arn == null ? [] : [{
    sid       = "UseMessagesKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.messages.kms_key_arn]
    condition = { StringEquals = { "kms:ViaService" = ["sns.${local.service_domain}", "sqs.${local.service_domain}"] } }
  }]

  # What the roles of all functions hold, and of those that read or write objects.
  shared_statements = concat([local.deny_writing_originals], local.use_messages_key)
  object_statements = concat(local.shared_statements, local.use_objects_key)

  service_domain = "${data.aws_region.this.id}.${data.aws_partition.this.dns_suffix}"

  process_statements = concat(
    local.object_statements,
    [
      {
        sid       = "ReadOriginals"
        actions   = ["s3:GetObject"]
        resources = [local.objects.originals]
      },
      {
        sid       = "KeepVariants"
        actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources = [local.objects.variants, local.objects.manifests, local.objects.locks]
      },
      {
        # Also what makes S3 say 404 for a key that is not there: without it a missing original looks like a forbidden one.
        sid       = "ListByPrefix"
        actions   = ["s3:ListBucket"]
        resources = [module.bucket.arn]
        condition = { StringLike = { "s3:prefix" = [for prefix in values(local.prefixes) : "${prefix}*"] } }
      },
      {
        sid       = "LookAgainLater"
        actions   = ["sqs:SendMessage"]
        resources = [module.notifications.process_queue_arn]
      },
    ],
    local.has_purge ? [{
      sid       = "QueuePurges"
      actions   = ["sqs:SendMessage"]
      resources = [local.purge_queue.arn]
    }] : [],
    var.events_topic ? [{
      sid       = "PublishEvents"
      actions   = ["sns:Publish"]
      resources = [module.notifications.events_topic_arn]
    }] : [],
  )

  # No listing: to render, what it may not read is missing. And no deleting but of locks: what is stale is process's to find.
  render_statements = concat(local.object_statements, [
    {
      sid       = "ReadOriginalsAndManifests"
      actions   = ["s3:GetObject"]
      resources = [local.objects.originals, local.objects.manifests]
    },
    {
      sid       = "StoreVariants"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = [local.objects.variants]
    },
    {
      sid       = "HoldLocks"
      actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      resources = [local.objects.locks]
    },
    {
      sid       = "AskForALook"
      actions   = ["sqs:SendMessage"]
      resources = [module.notifications.process_queue_arn]
    },
  ])
}
