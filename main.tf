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
  readers                 = module.cdn[*].bucket_reader
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

  name = "${var.name}-process"
  # Where `npm run doctor` reads the module's version.
  tags    = merge(local.tags, { "darkroom:version" = local.version })
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

# Looks at locks that were taken a moment ago are asked for again and again, by one original that many ask for or that keeps
# changing: more than the sixteen times at which Lambda suspects a loop, and drops the message. It can't be one: nobody asks
# for a look but whoever sees a lock, and locks end.
resource "aws_lambda_function_recursion_config" "process" {
  # Not the module's output: in a plan that the function's own checks refuse, that is null, and a second error would hide the first.
  function_name  = "${var.name}-process"
  recursive_loop = "Allow"

  depends_on = [module.process]
}

module "render" {
  source = "./modules/lambda"
  count  = var.cdn == null ? 0 : 1

  name    = "${var.name}-render"
  tags    = local.tags
  package = local.package
  common  = local.common

  function = {
    description          = "Makes the one variant that the CDN did not find."
    handler              = "render.handler"
    memory_mb            = var.render.memory_mb
    timeout_seconds      = var.render.timeout_seconds
    reserved_concurrency = var.render.reserved_concurrency
    environment          = local.render_environment
    statements           = local.render_statements
    url                  = true
  }
}

module "cdn" {
  source = "./modules/cdn"
  count  = var.cdn == null ? 0 : 1

  name                   = var.name
  tags                   = local.tags
  bucket                 = { name = module.bucket.name, regional_domain_name = module.bucket.regional_domain_name }
  prefixes               = { variants = local.prefixes.variants, manifests = local.prefixes.manifests }
  presets                = { for name, preset in var.presets : name => { formats = preset.formats } }
  edge_path              = var.edge_path
  signing_keys           = var.signing_keys
  transforms             = { largest_edge = local.transforms.edge, formats = local.transforms.formats }
  manifests              = var.cdn.manifests
  cors_origin            = var.cdn.cors_origin
  price_class            = var.cdn.price_class
  viewer_protocol_policy = var.cdn.viewer_protocol_policy
  domain                 = var.cdn.domain
  web_acl_arn            = var.cdn.web_acl_arn
  origin_shield_region   = var.cdn.origin_shield_region
  logging                = var.cdn.logging
  policies               = var.cdn.policies

  render = {
    url             = module.render[0].function_url
    function_name   = module.render[0].name
    timeout_seconds = var.render.timeout_seconds
  }
}

module "purge" {
  source = "./modules/purge"
  count  = local.has_purge ? 1 : 0

  name           = var.name
  tags           = local.tags
  package        = local.package
  common         = local.common
  config         = jsonencode(local.config)
  environment    = local.environment
  statements     = local.shared_statements
  messages       = var.messages
  distribution   = { id = module.cdn[0].distribution_id, arn = module.cdn[0].distribution_arn }
  window_minutes = var.purge.window_minutes
}

module "sweep" {
  source = "./modules/sweep"
  count  = var.sweep == null ? 0 : 1

  name              = var.name
  tags              = local.tags
  package           = local.package
  common            = local.common
  config            = jsonencode(local.config)
  environment       = local.environment
  statements        = local.object_statements
  messages          = var.messages
  bucket_arn        = module.bucket.arn
  prefixes          = local.prefixes
  process_queue_arn = module.notifications.process_queue_arn
  schedule          = var.sweep.schedule
  limits            = var.sweep.limits
  function          = var.sweep.function
}

locals {
  sweep_expression = try(coalesce(var.sweep.schedule.expression, "rate(1 day)"), "")

  # A day more than lies between two sweeps. What cron says is taken for once a day; a schedule that is off, rarer than once in
  # six days or only counts brings no sweep to its end that an alarm could miss.
  sweep_period_days = try(tonumber(regex("^rate\\(([0-9]+) days?\\)$", local.sweep_expression)[0]), 1)
  sweep_expected    = try(coalesce(var.sweep.schedule.enabled, true) && !coalesce(var.sweep.schedule.dry_run, false), false)
  sweep_days        = local.sweep_expected && !startswith(local.sweep_expression, "at(") && local.sweep_period_days <= 6 ? local.sweep_period_days + 1 : null
}

module "observability" {
  source = "./modules/observability"
  count  = var.observability == null ? 0 : 1

  name               = var.name
  tags               = local.tags
  topic_arn          = var.observability.topic_arn
  thresholds         = var.observability.thresholds
  off                = var.observability.off
  runbook_url        = var.observability.runbook_url
  sweep_days         = local.sweep_days
  queues             = { process = module.notifications.process_queue_name, purge = local.purge_queue.name }
  dead_letter_queues = local.dead_letter_queues
  functions          = local.functions

  dashboard = var.observability.dashboard ? {
    uploads_topic_name = module.notifications.uploads_topic_name
    distribution_id    = one(module.cdn[*].distribution_id)
  } : null
}
