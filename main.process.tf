locals {
  process_queue = {
    arn         = module.process.queue_arn
    url         = module.process.queue_url
    planned_url = module.process.queue_planned_url
  }
}

module "process" {
  source = "./modules/process"

  stack             = local.stacks.process
  max_receive_count = var.process.max_receive_count
  sender            = module.notifications.sender
  events_topic_arn  = module.notifications.events_topic_arn
  event_bus         = local.event_bus

  guarded_bucket_arns = local.guarded_bucket_arns

  function = {
    memory_mb            = var.process.memory_mb
    timeout_seconds      = var.process.timeout_seconds
    max_concurrency      = var.process.max_concurrency
    reserved_concurrency = var.process.reserved_concurrency
    # `npx darkroom doctor` reads the module's version from this tag.
    tags = merge(local.tags, { "darkroom:version" = local.version })
  }

  # Process tells purge of replaced and deleted originals.
  purge_queue = local.has_purge ? {
    arn         = module.purge[0].queue_arn
    url         = module.purge[0].queue_url
    planned_url = module.purge[0].queue_planned_url
  } : null
}
