variable "purge" {
  description = <<-EOT
    The function that invalidates replaced and deleted images in the CDN; null for none: the CDN then serves old images for as long as
    `cache_control` allows. Not created without a CloudFront distribution, made by `cdn` or named by `own_distribution`.
    - `window_minutes`: minutes for which changes are collected and then invalidated together, from 1 to 10. It bounds the cost: see
      docs/operations.md.
  EOT
  type = object({
    window_minutes = optional(number, 1)
  })
  default = {}

  validation {
    condition = var.purge == null ? true : (
      var.purge.window_minutes >= 1 && var.purge.window_minutes <= 10 && floor(var.purge.window_minutes) == var.purge.window_minutes
    )
    error_message = join("", [
      "purge.window_minutes must be a whole number from 1 (the minimum of a schedule) to 10, ",
      "but it is ${try(var.purge.window_minutes, "null")}.",
    ])
  }

  # The default is no wish to purge.
  validation {
    condition = (
      var.purge == null ? true : var.purge.window_minutes == 1 || var.cdn != null || try(var.own_cdn.type == "cloudfront", false)
    )
    error_message = join("", [
      "purge.window_minutes is ${try(var.purge.window_minutes, "null")}, but purge invalidates CloudFront only, and ",
      "${var.own_cdn == null ? "there is no CDN: set cdn" : "own_cdn.type is \"${try(var.own_cdn.type, "null")}\": purge it on events"}, ",
      "or remove purge.",
    ])
  }
}

variable "sweep" {
  description = <<-EOT
    The function that scans the bucket for anything that events have missed; null for none. `sweep = {}` sweeps once a day.
    - `schedule`: when a sweep starts.
      - `expression`: `rate(…)`, `cron(…)` or `at(…)`, in the syntax of EventBridge Scheduler.
      - `timezone`: time zone for `cron` and `at`, for example `Europe/Berlin`.
      - `enabled`: whether the schedule is enabled; if not, sweeps only start by hand.
      - `dry_run`: whether a sweep only counts and logs its findings.
    - `on_change`: whether a change of presets, limits, `cache_control` or `on_reject`, or of what a release makes of them, starts a
      sweep by itself, a few minutes after the apply; so does setting it. It works while the schedule is not enabled, too.
    - `limits`: limits of the load that a sweep causes.
      - `rate_per_second`: maximum number of originals queued per second, from 1 to 300.
      - `backlog`: the sweep pauses while the process queue holds more messages than this, from 1 to 1000000, so that new uploads
        never wait behind many repairs.
      - `minimum_age_seconds`: objects younger than this, in seconds, are left to their own event; from 0 to 86400.
      - `shards`: maximum number of parts of the bucket that are swept at the same time, from 1 to 64 and at most
        `rate_per_second`, which they share. The sweep cuts the keys in parts by itself. Useful from tens of millions of originals.
    - `function`: the sweep function, which runs one invocation at a time for each shard.
      - `memory_mb`: memory in MB, from 256 to 10240.
      - `timeout_seconds`: timeout of one invocation, in seconds, from 120 to 900; the next invocation continues the sweep. After a
        crash, the sweep continues after six times as long.
  EOT
  type = object({
    schedule = optional(object({
      expression = optional(string, "rate(1 day)")
      timezone   = optional(string, "UTC")
      enabled    = optional(bool, true)
      dry_run    = optional(bool, false)
    }), {})
    on_change = optional(bool, false)
    limits = optional(object({
      rate_per_second     = optional(number, 20)
      backlog             = optional(number, 1000)
      minimum_age_seconds = optional(number, 900)
      shards              = optional(number, 1)
    }), {})
    function = optional(object({
      memory_mb       = optional(number, 512)
      timeout_seconds = optional(number, 300)
    }), {})
  })
  default = {}
}

variable "observability" {
  description = <<-EOT
    Alarms and a dashboard; null for none. `observability = {}` creates all of them.
    - `topic_arn`: ARN of your SNS topic that receives ALARM and OK notifications; null for none: alarms then only show in the console.
    - `thresholds`: an alarm fires above its threshold.
      - `dead_letters`: messages in a dead-letter queue.
      - `queue_age_seconds`: age of the oldest upload that waits for its variants, in seconds. A message that keeps failing is no
        longer counted after three attempts, 18 minutes with a timeout of 60 seconds.
      - `function_errors`: a function's failed invocations in five minutes. One original that crashes the function causes at most one.
      - `throttles`: a function's throttled invocations in five minutes, in three consecutive periods.
      - `duration_percent`: an invocation's duration as a share of the function's timeout, in percent, from 1 to 99.
      - `rejected_percent`: share of originals rejected in an hour, in percent, from 0 to 99, out of at least twenty.
      - `renders`: invocations of render in five minutes, to detect unusual cost.
      - `purge_age_seconds`: age of the oldest change that the CDN has not been told of, in seconds.
      - `sweep_repairs`: paths that a sweep queued because no event had.
      - `sweep_days`: days without a completed sweep, from 1 to 7; null for 2 with a daily schedule, one more than the days of a
        `rate(…)`, and no alarm for less frequent schedules. This alarm fires below one completed sweep.
    - `off`: alarms not to create, by their sections in docs/runbook.md, for example `["render-rate"]`.
    - `runbook_url`: URL of a runbook of your own, which alarms link to; null for docs/runbook.md of the version that the stack runs.
    - `dashboard`: whether to create a dashboard.
  EOT
  type = object({
    topic_arn = optional(string)
    thresholds = optional(object({
      dead_letters      = optional(number, 0)
      queue_age_seconds = optional(number, 1800)
      function_errors   = optional(number, 1)
      throttles         = optional(number, 0)
      duration_percent  = optional(number, 80)
      rejected_percent  = optional(number, 20)
      renders           = optional(number, 1000)
      purge_age_seconds = optional(number, 900)
      sweep_repairs     = optional(number, 0)
      sweep_days        = optional(number)
    }), {})
    off         = optional(set(string), [])
    runbook_url = optional(string)
    dashboard   = optional(bool, true)
  })
  default = null
}

variable "spend" {
  description = <<-EOT
    Budgets in USD for 24 hours, estimated from the functions' own metrics at list prices; null for none. Each has two alarms, at 50 and
    at 100 percent, which `observability` creates. Delivery by the CDN, storage and logs are not estimated: see docs/cost.md.
    - `render_usd_per_day`: for rendering on request, which is what visitors can cause; null for no such budget.
    - `total_usd_per_day`: for all functions and their requests; null for no such budget.
    - `stop_rendering`: whether rendering on request stops while the budget for it is spent, and resumes when the last 24 hours cost less:
      stored variants go on being served, and uploads being processed.
  EOT
  type = object({
    render_usd_per_day = optional(number)
    total_usd_per_day  = optional(number)
    stop_rendering     = optional(bool, false)
  })
  default = null

  validation {
    condition = var.spend == null ? true : (
      length([for usd in [var.spend.render_usd_per_day, var.spend.total_usd_per_day] : usd if usd != null]) > 0
    )
    error_message = "spend is empty: set spend.render_usd_per_day, spend.total_usd_per_day or both, or spend to null."
  }

  validation {
    condition = var.spend == null ? true : alltrue([
      for usd in [var.spend.render_usd_per_day, var.spend.total_usd_per_day] : usd == null ? true : usd > 0
    ])
    error_message = join("", [
      "spend.render_usd_per_day and spend.total_usd_per_day must be above 0 USD, but they are ",
      "${try(coalesce(var.spend.render_usd_per_day, "null"), "null")} and ${try(coalesce(var.spend.total_usd_per_day, "null"), "null")}.",
    ])
  }

  validation {
    condition = var.spend == null || var.observability != null
    error_message = join("", [
      "spend has budgets (",
      join(", ", try([for budget, usd in var.spend : "spend.${budget} = ${usd}" if usd != null && budget != "stop_rendering"], [])),
      "), but observability is null, ",
      "which creates their alarms: set observability = {}, or spend to null.",
    ])
  }

  # Without a CDN nothing is rendered on request.
  validation {
    condition = var.spend == null ? true : var.spend.render_usd_per_day == null || var.cdn != null || var.own_cdn != null
    error_message = join("", [
      "spend.render_usd_per_day is ${try(coalesce(var.spend.render_usd_per_day, "null"), "null")}, but without a CDN nothing is rendered ",
      "on request: set cdn or own_cdn, or remove spend.render_usd_per_day.",
    ])
  }

  validation {
    condition = var.spend == null ? true : !var.spend.stop_rendering || var.spend.render_usd_per_day != null
    error_message = join("", [
      "spend.stop_rendering is true, but spend.render_usd_per_day is null, whose alarm stops rendering: set spend.render_usd_per_day, or ",
      "remove spend.stop_rendering.",
    ])
  }

  validation {
    condition = var.spend == null ? true : !var.spend.stop_rendering || !contains(try(var.observability.off, []), "spend")
    error_message = join("", [
      "spend.stop_rendering is true, but observability.off has \"spend\", whose alarm stops rendering: take it off that list, or remove ",
      "spend.stop_rendering.",
    ])
  }

  # Lambda refuses to reserve fewer executions than are provisioned.
  validation {
    condition = var.spend == null ? true : !var.spend.stop_rendering || var.render.provisioned_concurrency == null
    error_message = join("", [
      "spend.stop_rendering is true, but render.provisioned_concurrency is ",
      "${try(coalesce(var.render.provisioned_concurrency, "null"), "null")}, and a function with provisioned concurrency can't be ",
      "stopped: remove one of the two.",
    ])
  }
}
