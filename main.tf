module "bucket" {
  source = "./modules/bucket"

  name                    = var.name
  bucket_name             = var.bucket.name
  tags                    = local.tags
  prefixes                = local.prefixes
  kms_key_arn             = var.bucket.kms_key_arn
  force_destroy           = var.bucket.force_destroy
  noncurrent_version_days = var.bucket.noncurrent_version_days
}

module "notifications" {
  source = "./modules/notifications"

  name             = var.name
  tags             = local.tags
  bucket           = { name = module.bucket.name, arn = module.bucket.arn }
  originals_prefix = var.originals_prefix
  events_topic     = var.events_topic
  kms_key_arn      = var.messages.kms_key_arn

  process = {
    function_timeout_seconds = var.process.timeout_seconds
    max_receive_count        = var.process.max_receive_count
    retention_days           = var.messages.retention_days
  }
}

module "process" {
  source = "./modules/lambda"

  name    = "${var.name}-process"
  tags    = local.tags
  package = local.package
  common  = local.common

  function = {
    description          = "Makes the variants of each original match the original as it is now."
    handler              = "process.handler"
    memory_mb            = var.process.memory_mb
    timeout_seconds      = var.process.timeout_seconds
    reserved_concurrency = var.process.reserved_concurrency
    environment          = local.process_environment
    statements           = local.process_statements

    queue = {
      arn             = module.notifications.process_queue_arn
      max_concurrency = var.process.max_concurrency
    }
  }
}
