module "notifications" {
  source = "./modules/notifications"

  name              = var.name
  tags              = local.tags
  bucket            = { name = module.bucket.name, arn = module.bucket.arn }
  originals         = local.original_prefixes
  upload_events     = var.upload_events
  process_queue_arn = module.process.queue_arn
  events_topic      = var.events.topic
  kms_key_arn       = var.messages.kms_key_arn

  manage_bucket_notification = var.bucket.create
  bucket_eventbridge         = var.bucket.eventbridge
}

locals {
  # The bus of Darkroom's own events; its ARN is built from its name, so that a plan shows the permission in full.
  event_bus = var.events.eventbridge == null ? null : {
    name = var.events.eventbridge.bus_name
    arn = join(":", [
      "arn", data.aws_partition.this.partition, "events", module.region.name, data.aws_caller_identity.this.account_id,
      "event-bus/${var.events.eventbridge.bus_name}"
    ])
  }
}
