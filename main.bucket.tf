locals {
  prefixes = {
    originals = var.originals_prefix
    variants  = "variants/"
    manifests = "manifests/"
    locks     = "locks/"
  }

  # Maximum lifetime of a message that may need a mark: it waits in its queue, becomes a dead letter, is redriven and waits
  # again. Doubled, because a redriven message may become a dead letter once more.
  locks_days = 2 * (var.messages.retention_days + module.process.dead_letter_retention_days)
}

module "bucket" {
  source = "./modules/bucket"

  name                    = var.name
  bucket_name             = var.bucket.name
  tags                    = local.tags
  prefixes                = local.prefixes
  kms_key_arn             = var.bucket.kms_key_arn
  force_destroy           = var.bucket.force_destroy
  noncurrent_version_days = var.bucket.noncurrent_version_days
  locks_days              = local.locks_days
  readers                 = flatten(module.cdn[*].bucket_readers)
}
