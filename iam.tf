locals {
  # Darkroom reads originals and never writes them, even if its roles or the bucket policy are extended later.
  deny_writing_originals = {
    sid    = "DenyWritingOriginals"
    effect = "Deny"
    actions = [
      "s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject",
    ]
    resources = [for prefix in local.original_prefixes : "${module.bucket.arn}/${prefix}*"]
  }

  # A key policy may trust the whole account; the role may still use the key only through S3.
  object_keys = distinct(compact([var.bucket.kms_key_arn, try(var.variants_bucket.kms_key_arn, null)]))
  use_objects_key = length(local.object_keys) == 0 ? [] : [{
    sid       = "UseObjectsKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = local.object_keys
    condition = { StringEquals = { "kms:ViaService" = ["s3.${local.service_domain}"] } }
  }]

  use_messages_key = var.messages.kms_key_arn == null ? [] : [{
    sid       = "UseMessagesKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.messages.kms_key_arn]
    condition = { StringEquals = { "kms:ViaService" = ["sns.${local.service_domain}", "sqs.${local.service_domain}"] } }
  }]

  # Statements for every function's role, and additional ones for roles that read or write objects. Permissions of a single
  # function are in its module's iam.tf.
  shared_statements = concat([local.deny_writing_originals], local.use_messages_key)
  object_statements = local.use_objects_key
}
