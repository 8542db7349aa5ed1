locals {
  has_purge = var.purge != null && (var.cdn != null || var.own_distribution != null)
}

module "purge" {
  source = "./modules/purge"
  count  = local.has_purge ? 1 : 0

  stack          = local.stacks.purge
  process_queue  = { url = local.process_queue.url, planned_url = local.process_queue.planned_url }
  distribution   = { id = module.cdn[0].distribution_id, arn = module.cdn[0].distribution_arn }
  window_minutes = var.purge.window_minutes
  uri_prefix     = var.own_cdn == null ? "" : "/${trimsuffix(local.prefixes.variants, "/")}"
}

module "sweep" {
  source = "./modules/sweep"
  count  = var.sweep == null ? 0 : 1

  stack         = local.stacks.sweep
  process_queue = local.process_queue
  schedule      = var.sweep.schedule
  limits        = var.sweep.limits

  change = !var.sweep.on_change ? null : {
    digest        = local.recipe_digest
    delay_seconds = max(var.process.timeout_seconds, var.render.timeout_seconds) + 60
    functions     = concat([module.process.function_arn], module.render[*].function_arn)
  }

  function = var.sweep.function
}

locals {
  # One day more than the interval between sweeps. A cron schedule counts as daily. No sweep is expected from a schedule that is
  # disabled, runs less than once in six days, or is a dry run.
  sweep_expression  = try(var.sweep.schedule.expression, "")
  sweep_period_days = try(tonumber(regex("^rate\\(([0-9]+) days?\\)$", local.sweep_expression)[0]), 1)
  sweep_expected = (
    try(var.sweep.schedule.enabled && !var.sweep.schedule.dry_run, false)
    && !startswith(local.sweep_expression, "at(") && local.sweep_period_days <= 6
  )
  sweep_days = local.sweep_expected ? local.sweep_period_days + 1 : null

  # Variants that an upload becomes: of each preset made at upload, the plain one and one for each format that is not deferred.
  made_at_upload = sum(concat([0], [
    for preset in values(local.presets) : 1 + length(setsubtract(preset.formats, preset.deferred)) if preset.make == "upload"
  ]))

  # Monitored functions and dead-letter queues.
  functions = merge(
    { process = { name = module.process.function_name, timeout_seconds = var.process.timeout_seconds } },
    { for made in module.render : "render" => { name = made.function_name, timeout_seconds = var.render.timeout_seconds } },
    { for made in module.purge : "purge" => { name = made.function_name, timeout_seconds = made.timeout_seconds } },
    { for made in module.sweep : "sweep" => { name = made.function_name, timeout_seconds = made.timeout_seconds } },
  )

  dead_letter_queues = merge(
    {
      process      = module.process.dead_letter_queue_name
      subscription = module.notifications.subscription_dead_letter_queue_name
    },
    { for made in module.purge : "purge" => made.dead_letter_queue_name },
    { for made in module.sweep : "sweep" => made.dead_letter_queue_name },
  )
}

# Whether rendering is on, where somebody else than Terraform may turn it off: an apply leaves it as it is.
resource "aws_ssm_parameter" "rendering" {
  count = local.stops_rendering ? 1 : 0

  name           = local.rendering_parameter
  description    = "Whether ${var.name} renders on request: on; stopped, by its spend guard; or off, by an operator."
  type           = "String"
  insecure_value = "on"
  tags           = local.tags

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

locals {
  stops_rendering     = var.spend == null ? false : var.spend.stop_rendering && local.has_cdn
  rendering_parameter = "/darkroom/${var.name}/rendering"
  # By these tags, `darkroom` finds the parameter that it has to set too, and what else turns rendering off.
  rendering_tags = !local.stops_rendering ? {} : {
    "darkroom:rendering"   = local.rendering_parameter
    "darkroom:spend-guard" = module.spend_guard[0].state_machine_arn
  }
  rendering = alltrue([for parameter in aws_ssm_parameter.rendering : parameter.insecure_value == "on"])
}

module "spend_guard" {
  source = "./modules/spend-guard"
  count  = local.stops_rendering ? 1 : 0

  name                     = var.name
  tags                     = local.tags
  alarm_name               = "${var.name}-spend-render"
  parameter                = { name = aws_ssm_parameter.rendering[0].name, arn = aws_ssm_parameter.rendering[0].arn }
  role_path                = var.roles.path
  role_name_prefix         = var.roles.name_prefix
  permissions_boundary_arn = var.permissions_boundary_arn

  function = {
    name                 = module.render[0].function_name
    arn                  = module.render[0].function_arn
    reserved_concurrency = var.render.reserved_concurrency
  }
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
  release            = { repository = local.repository, version = local.version }
  sweep_days         = local.sweep_days
  queues             = { process = module.process.queue_name, purge = one(module.purge[*].queue_name) }
  dead_letter_queues = local.dead_letter_queues
  functions          = local.functions

  spend_guard = length(module.spend_guard) == 0 ? null : {
    state_machine_arn = module.spend_guard[0].state_machine_arn
    rule_name         = module.spend_guard[0].rule_name
  }

  spend = var.spend == null ? null : {
    render_usd_per_day = var.spend.render_usd_per_day
    total_usd_per_day  = var.spend.total_usd_per_day
    region             = module.region.name
    architecture       = var.architecture
    variants           = local.made_at_upload

    memory_mb = merge(
      { process = var.process.memory_mb, render = var.render.memory_mb },
      var.sweep == null ? {} : { sweep = var.sweep.function.memory_mb },
    )
  }

  dashboard = var.observability.dashboard ? {
    uploads         = module.notifications.uploads_metrics
    distribution_id = one(module.cdn[*].distribution_id)
  } : null
}
