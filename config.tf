# What all functions are told, each of which adds what only it needs: see config.tf of their modules. The handler's schema is
# strict: a new key here needs its twin in handler/src/config/config.ts.
locals {
  config = {
    stack           = var.name
    bucket          = module.bucket.name
    prefixes        = local.prefixes
    cacheControl    = var.cache_control
    eventsTopic     = module.notifications.events_topic_arn
    maxReceiveCount = var.process.max_receive_count
    presets         = local.packed_presets
    limits          = { for limit, value in local.limits : limit => value if value != local.limit_defaults[limit] }
  }

  # Queues' URLs are known once the queues exist, but on AWS their lengths before: so that a document that is too large fails
  # the plan, and not the apply half-way, each function's environment is also measured as a plan knows it.
  planned_environments = merge(
    { process = module.process.planned_environment },
    { for made in module.render : "render" => made.planned_environment },
    { for made in module.purge : "purge" => made.planned_environment },
    { for made in module.sweep : "sweep" => made.planned_environment },
  )

  largest_environment = [
    for function, size in local.planned_environments : { function = function, bytes = size.bytes, limit = size.limit }
    if size.bytes == max(values(local.planned_environments)[*].bytes...)
  ][0]
}
