locals {
  # Darkroom reads originals and never writes them, whatever else its roles or the bucket may come to allow.
  deny_writing_originals = {
    sid    = "DenyWritingOriginals"
    effect = "Deny"
    actions = [
      "s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject",
    ]
    resources = ["${module.bucket.arn}/${local.prefixes.originals}*"]
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

  # What the roles of all functions hold, and what those hold besides that read or write objects. What only one of them may do
  # is in iam.tf of its module.
  shared_statements = concat([local.deny_writing_originals], local.use_messages_key)
  object_statements = local.use_objects_key
}
