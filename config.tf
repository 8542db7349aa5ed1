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

  # One document for every function. Its schema is strict: a new key here needs its twin in handler/src/config.ts.
  config = {
    stack        = var.name
    bucket       = module.bucket.name
    prefixes     = local.prefixes
    cacheControl = var.cache_control
    eventsTopic  = module.notifications.events_topic_arn
    queues = {
      process = module.notifications.process_queue_url
      purge   = null
    }
    maxReceiveCount = var.process.max_receive_count

    presets = {
      for name, preset in var.presets : name => merge(preset, {
        quality = { for format, quality in preset.quality : format => quality if quality != null }
      })
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
  }

  # The queue's URL is known once the queue exists, but its length on AWS before: a document that is too large fails the
  # plan, and not the apply half-way.
  planned_config = jsonencode(merge(local.config, {
    queues = {
      process = "https://sqs.${local.service_domain}/${data.aws_caller_identity.this.account_id}/${module.notifications.process_queue_name}"
      purge   = null
    }
  }))
  # What functions' own configurations add to it, at most.
  planned_additions = [
    local.has_purge ? jsonencode("https://sqs.${local.service_domain}/${data.aws_caller_identity.this.account_id}/${local.purge_queue.name}") : "",
    var.cdn == null ? "" : jsonencode(local.render_addition),
    var.sweep == null ? "" : jsonencode({ sweep = {
      queue      = "https://sqs.${local.service_domain}/${data.aws_caller_identity.this.account_id}/${module.sweep[0].queue_name}"
      rate       = 300
      backlog    = 1000000
      minimumAge = 86400
    } }),
  ]
  planned_config_bytes = length(base64encode(local.planned_config)) * 3 / 4 - length(regexall("=", base64encode(local.planned_config))) + max([for addition in local.planned_additions : length(base64encode(addition)) * 3 / 4]...)

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
