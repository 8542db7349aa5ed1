module "notifications" {
  source = "./modules/notifications"

  name              = var.name
  tags              = local.tags
  bucket            = { name = module.bucket.name, arn = module.bucket.arn }
  originals         = local.original_prefixes
  process_queue_arn = module.process.queue_arn
  events_topic      = var.events_topic
  kms_key_arn       = var.messages.kms_key_arn

  manage_bucket_notification = var.bucket.create
}
