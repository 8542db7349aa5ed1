variable "purge" {
  description = <<-EOT
    The function that makes the CDN forget what was replaced or deleted; null for none, and then old pictures stay in the CDN as long as `cache_control` says. Without `cdn` there is none.
    - `window_minutes`: how long changes are collected to be purged together, from 1 to 10. It bounds the cost: see docs/operations.md.
  EOT
  type = object({
    window_minutes = optional(number, 1)
  })
  default = {}

  validation {
    condition     = var.purge == null ? true : var.purge.window_minutes >= 1 && var.purge.window_minutes <= 10 && floor(var.purge.window_minutes) == var.purge.window_minutes
    error_message = "purge.window_minutes must be a whole number from 1 (schedules know no less) to 10, but it is ${try(var.purge.window_minutes, "null")}."
  }
}

variable "sweep" {
  description = <<-EOT
    The function that looks through the bucket for what events have missed; null for none. `sweep = {}` sweeps once a day.
    - `schedule`: when a sweep begins: `expression` (`rate(…)`, `cron(…)` or `at(…)`; default `rate(1 day)`), `timezone` (default `UTC`), `enabled` (default true) and `dry_run`, to count and log only (default false).
    - `limits`: how gently it goes: `rate_per_second`, originals queued per second, from 1 to 300 (default 20); `backlog`, the messages in the process queue above which it waits (default 1000); `minimum_age_seconds`, for which what was just written is left to its own event (default 900).
    - `function`: `memory_mb`, from 256 (default 512), and `timeout_seconds` of one invocation, from 120 to 900 (default 300); a longer sweep goes on in the next.
  EOT
  type = object({
    schedule = optional(object({
      expression = optional(string)
      timezone   = optional(string)
      enabled    = optional(bool)
      dry_run    = optional(bool)
    }), {})
    limits = optional(object({
      rate_per_second     = optional(number)
      backlog             = optional(number)
      minimum_age_seconds = optional(number)
    }), {})
    function = optional(object({
      memory_mb       = optional(number)
      timeout_seconds = optional(number)
    }), {})
  })
  default = {}
}

variable "observability" {
  description = <<-EOT
    Alarms and a dashboard; null for none. `observability = {}` makes all of them.
    - `topic_arn`: ARN of your SNS topic that hears when an alarm rings and when it stops; null for none, and then alarms only show in the console.
    - `thresholds`: an alarm rings above its threshold: `dead_letters` (default 0), `queue_age_seconds` (1800), `function_errors` in five minutes (1), `throttles` in five minutes (0), `duration_percent` of the timeout (80), `rejected_percent` of an hour's originals (20), `renders` in five minutes (1000), `purge_age_seconds` (900), `sweep_repairs` (0); and `sweep_days`, from 1 to 7, without a sweep that got to its end (2 for a daily schedule, one more than the days of a `rate(…)`, none for rarer ones).
    - `off`: alarms to do without, by their sections in docs/runbook.md, for example `["render-rate"]`.
    - `runbook_url`: where docs/runbook.md can be read; alarms link to it.
    - `dashboard`: whether there is a dashboard.
  EOT
  type = object({
    topic_arn = optional(string)
    thresholds = optional(object({
      dead_letters      = optional(number)
      queue_age_seconds = optional(number)
      function_errors   = optional(number)
      throttles         = optional(number)
      duration_percent  = optional(number)
      rejected_percent  = optional(number)
      renders           = optional(number)
      purge_age_seconds = optional(number)
      sweep_repairs     = optional(number)
      sweep_days        = optional(number)
    }), {})
    off         = optional(set(string), [])
    runbook_url = optional(string)
    dashboard   = optional(bool, true)
  })
  default = null
}
