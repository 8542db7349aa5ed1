# What a stack spends, in USD, as an expression of metrics that exist anyway: the time of its functions, and what they count. The
# prices are those of `darkroom cost`, written by `npm run docs:cost`.
locals {
  unit_prices = jsondecode(file("${path.module}/prices.json"))

  # Regions without a price list of their own cost as much as the reference.
  prices = lookup(local.unit_prices.regions, try(var.spend.region, ""), local.unit_prices.regions[local.unit_prices.reference])

  budgets = var.spend == null ? {} : {
    for budget, usd in { render = var.spend.render_usd_per_day, total = var.spend.total_usd_per_day } : budget => usd
    if usd != null && (budget == "total" || contains(keys(var.functions), "render"))
  }

  # USD of a millisecond of each function that is paid for by its work.
  spend_durations = var.spend == null ? {} : {
    for use, memory_mb in var.spend.memory_mb : "${use}_milliseconds" => {
      namespace  = "AWS/Lambda"
      metric     = "Duration"
      dimensions = { FunctionName = var.functions[use].name }
      usd        = memory_mb / 1024 / 1000 * local.prices.gigabyteSecond[var.spend.architecture]
    } if contains(keys(var.functions), use)
  }

  spend_counts = var.spend == null ? {} : {
    for id, count in {
      renders   = { metric = "Renders", usd = local.prices.render, needs = "render" }
      made      = { metric = "Transforms", usd = local.prices.photo + var.spend.variants * local.prices.variant, needs = "process" }
      rejected  = { metric = "Rejected", usd = local.prices.photo, needs = "process" }
      unchanged = { metric = "Unchanged", usd = local.prices.look, needs = "process" }
      paths     = { metric = "PurgePaths", usd = local.prices.invalidationPath, needs = "purge" }
      } : id => {
      namespace  = "Darkroom"
      metric     = count.metric
      dimensions = { stack = var.name }
      usd        = count.usd
    } if contains(keys(var.functions), count.needs)
  }

  # Invocations of the other functions are in the prices of what they count, or too few to matter.
  spend_invocations = {
    for use, function in var.functions : "render_invocations" => {
      namespace  = "AWS/Lambda"
      metric     = "Invocations"
      dimensions = { FunctionName = function.name }
      usd        = local.prices.invocation
    } if use == "render"
  }

  # At most ten metrics, a limit of CloudWatch's that cannot be raised
  # (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html).
  spend_metrics = {
    total = merge(local.spend_durations, local.spend_counts, local.spend_invocations)
    render = {
      for id, metric in merge(local.spend_durations, local.spend_counts, local.spend_invocations) : id => metric
      if contains(["render_milliseconds", "render_invocations", "renders"], id)
    }
  }

  # SUM skips a metric without data, where + would return no data: a stack need not reject or purge anything in a day.
  spend_expressions = {
    for budget, metrics in local.spend_metrics : budget => "SUM([${join(", ", [
      for id, metric in metrics : format("%s * %.14f", id, metric.usd)
    ])}])"
  }
}
