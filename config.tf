data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  tags = merge({ "darkroom:stack" = var.name }, var.tags)

  prefixes = {
    originals = var.originals_prefix
    variants  = "variants/"
    manifests = "manifests/"
    locks     = "locks/"
  }

  # A message that may need a mark waits in its queue, becomes a dead letter, is put back and waits again; all of it twice, for
  # what was put back may fail once more.
  locks_days = 2 * (var.messages.retention_days + module.notifications.dead_letter_retention_days)

  # What all functions of the stack share.
  common = {
    architecture             = var.architecture
    log_retention_days       = var.logs.retention_days
    log_kms_key_arn          = var.logs.kms_key_arn
    tracing                  = var.tracing
    permissions_boundary_arn = var.permissions_boundary_arn
  }

  package = merge(var.package, {
    path = var.package.s3_bucket != null ? null : coalesce(var.package.path, "${path.module}/dist/darkroom-${var.architecture}.zip")
  })

  has_purge = var.cdn != null && var.purge != null

  purge_queue = {
    url  = local.has_purge ? module.purge[0].queue_url : null
    arn  = local.has_purge ? module.purge[0].queue_arn : null
    name = local.has_purge ? module.purge[0].queue_name : null
  }

  limits = {
    bytes       = var.limits.bytes
    pixels      = var.limits.pixels
    avifPixels  = var.limits.avif_pixels
    frames      = var.limits.frames
    framePixels = var.limits.frame_pixels
    channels    = var.limits.channels
    edge        = var.limits.edge
    scans       = var.limits.scans
  }

  # The same as in `variable "limits"` and as the handler's LIMIT_DEFAULTS (handler/src/limits.ts); a test compares all three.
  limit_defaults = {
    bytes       = 52428800
    pixels      = 100000000
    avifPixels  = 40000000
    frames      = 1000
    framePixels = 100000000
    channels    = 5
    edge        = 8192
    scans       = 64
  }

  # One document for every function. Its schema is strict: a new key here needs its twin in handler/src/config/config.ts.
  #
  # Queues' URLs are known once the queues exist, but on AWS their lengths before: so that a document that is too large fails
  # the plan, and not the apply half-way, it is made twice, as it is and as it can be measured at plan.
  configs = {
    for use, process_queue in { real = module.notifications.process_queue_url, planned = local.planned_urls.process } : use => {
      stack                          = var.name
      bucket                         = module.bucket.name
      prefixes                       = local.prefixes
      cacheControl                   = var.cache_control
      eventsTopic                    = module.notifications.events_topic_arn
      queues                         = { process = process_queue, purge = null }
      maxReceiveCount                = var.process.max_receive_count
      presets                        = local.packed_presets

      limits = { for limit, value in local.limits : limit => value if value != local.limit_defaults[limit] }
    }
  }
  config = local.configs.real

  queue_urls = "https://sqs.${local.service_domain}/${data.aws_caller_identity.this.account_id}/"
  planned_urls = {
    process = "${local.queue_urls}${module.notifications.process_queue_name}"
    purge   = local.has_purge ? "${local.queue_urls}${local.purge_queue.name}" : null
    sweep   = var.sweep == null ? null : "${local.queue_urls}${module.sweep[0].queue_name}"
  }

  # What each function has beside it, of the same length or longer.
  planned_additions = {
    for function, addition in {
      process = { queues = { process = local.planned_urls.process, purge = local.planned_urls.purge } }
      render  = var.cdn == null ? null : local.render_addition
      purge   = local.has_purge ? { purge = { queue = local.planned_urls.purge, distribution = "E1234567890ABC" } } : null
      sweep   = var.sweep == null ? null : { sweep = { queue = local.planned_urls.sweep, rate = 300, backlog = 1000000, minimumAge = 86400 } }
    } : function => addition if addition != null
  }

  largest_environment = [
    for function, size in module.environment_size : { function = function, bytes = size.bytes, limit = size.limit }
    if size.bytes == max(values(module.environment_size)[*].bytes...)
  ][0]

  # Bounds only: the keys stay at the edge.
  transforms = {
    edge    = coalesce(var.transforms.largest_edge, min(4096, var.limits.edge))
    formats = var.transforms.formats
  }

  render_addition = merge(
    { fallback = var.fallback },
    nonsensitive(length(var.signing_keys) > 0) ? { transforms = local.transforms } : {},
    try(var.cdn.cors_origin, null) == null ? {} : { cors = var.cdn.cors_origin },
  )

  render_environment = merge(local.environment, {
    DARKROOM_CONFIG = jsonencode(merge(local.config, local.render_addition, {
      memory  = var.render.memory_mb
      timeout = var.render.timeout_seconds
    }))
  })

  # What all functions have in their environment, beside the configuration.
  environment = { POWERTOOLS_LOG_LEVEL = var.logs.level }

  process_environment = merge(local.environment, {
    DARKROOM_CONFIG = jsonencode(merge(local.config, {
      # Who replaces or deletes has to tell purge.
      queues  = { process = local.config.queues.process, purge = local.purge_queue.url }
      memory  = var.process.memory_mb
      timeout = var.process.timeout_seconds
    }))
  })

  # What alarms watch.
  functions = merge(
    { process = { name = module.process.name, timeout_seconds = var.process.timeout_seconds } },
    var.cdn == null ? {} : { render = { name = module.render[0].name, timeout_seconds = var.render.timeout_seconds } },
    local.has_purge ? { purge = { name = module.purge[0].function_name, timeout_seconds = module.purge[0].timeout_seconds } } : {},
    var.sweep == null ? {} : { sweep = { name = module.sweep[0].function_name, timeout_seconds = module.sweep[0].timeout_seconds } },
  )

  dead_letter_queues = merge(
    {
      process      = module.notifications.process_dead_letter_queue_name
      subscription = module.notifications.subscription_dead_letter_queue_name
    },
    local.has_purge ? { purge = module.purge[0].dead_letter_queue_name } : {},
    var.sweep == null ? {} : { sweep = module.sweep[0].dead_letter_queue_name },
  )
}

module "environment_size" {
  source   = "./modules/environment-size"
  for_each = local.planned_additions

  variables = merge(local.environment, {
    DARKROOM_CONFIG = jsonencode(merge(local.configs.planned, each.value, { memory = 10240, timeout = 900 }))
  })
}
