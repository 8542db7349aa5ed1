# Configuration shared by all functions. Each function's module adds its own keys in its config.tf. The handler's schema is
# strict: a new key here must also be added to handler/src/config/config.ts.
locals {
  config = merge(
    local.shared_config,
    { for key, value in { onReject = var.on_reject } : key => value if value != "remove" },
    length(var.overlays) == 0 ? {} : { overlays = local.stored_overlays },
    local.has_variants_bucket ? { variantsBucket = module.variants_bucket[0].name } : {},
  )

  shared_config = {
    stack           = var.name
    bucket          = module.bucket.name
    prefixes        = local.prefixes
    cacheControl    = var.cache_control
    eventsTopic     = module.notifications.events_topic_arn
    maxReceiveCount = var.process.max_receive_count
    presets         = local.packed_presets
    limits          = { for limit, value in local.limits : limit => value if value != local.limit_defaults[limit] }
  }

  # Queue URLs are unknown until the queues exist, but on AWS their lengths are known earlier. Each function's environment is
  # therefore also measured at plan time, so that a configuration that is too large fails the plan and not half-way through
  # the apply.
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
