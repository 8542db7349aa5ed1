variable "purge" {
  description = <<-EOT
    The function that makes the CDN forget what was replaced or deleted; null for none, and then old pictures stay in the CDN as long
    as `cache_control` says. Without `cdn` there is none.
    - `window_minutes`: how long changes are collected to be purged together, in minutes, from 1 to 10. It bounds the cost: see
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
      "purge.window_minutes must be a whole number from 1 (schedules know no less) to 10, ",
      "but it is ${try(var.purge.window_minutes, "null")}.",
    ])
  }
}

variable "sweep" {
  description = <<-EOT
    The function that looks through the bucket for what events have missed; null for none. `sweep = {}` sweeps once a day.
    - `schedule`: when a sweep begins.
      - `expression`: `rate(…)`, `cron(…)` or `at(…)`, as EventBridge Scheduler takes it.
      - `timezone`: for `cron` and `at`, for example `Europe/Berlin`.
      - `enabled`: whether it begins by itself at all.
      - `dry_run`: whether it only counts and logs what it finds.
    - `limits`: how gently it sweeps.
      - `rate_per_second`: originals queued per second at most, from 1 to 300.
      - `backlog`: it waits while more messages than this wait in the process queue, from 1 to 1000000, so that new uploads never
        stand behind a long queue of repairs.
      - `minimum_age_seconds`: what was written later than this ago is left to its own event, in seconds, from 0 to 86400.
    - `function`: the function that sweeps, one invocation after the other.
      - `memory_mb`: memory in MB, from 256 to 10240.
      - `timeout_seconds`: the longest that one invocation takes before the next continues, in seconds, from 120 to 900. After a
        crash it takes six times as long until the sweep continues.
  EOT
  type = object({
    schedule = optional(object({
      expression = optional(string, "rate(1 day)")
      timezone   = optional(string, "UTC")
      enabled    = optional(bool, true)
      dry_run    = optional(bool, false)
    }), {})
    limits = optional(object({
      rate_per_second     = optional(number, 20)
      backlog             = optional(number, 1000)
      minimum_age_seconds = optional(number, 900)
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
    Alarms and a dashboard; null for none. `observability = {}` makes all of them.
    - `topic_arn`: ARN of your SNS topic that is told of ALARM and OK; null for none, and then alarms only show in the console.
    - `thresholds`: an alarm rings above its threshold.
      - `dead_letters`: messages in a dead-letter queue.
      - `queue_age_seconds`: age of the oldest upload that waits for its variants, in seconds. One that keeps failing is no longer
        counted after three tries, 18 minutes with a timeout of 60 seconds.
      - `function_errors`: a function's failed invocations in five minutes. One poisonous original makes at most one.
      - `throttles`: a function's throttled invocations in five minutes, three times in a row.
      - `duration_percent`: an invocation's time as a share of the function's timeout, in percent, from 1 to 99.
      - `rejected_percent`: share of originals in an hour that were rejected, in percent, from 0 to 99, if there were at least twenty.
      - `renders`: invocations of render in five minutes: a guard against unusual spending.
      - `purge_age_seconds`: age of the oldest change that the CDN has not been told of, in seconds.
      - `sweep_repairs`: paths that a sweep had to queue because no event had.
      - `sweep_days`: days in which no sweep got to its end, from 1 to 7; null for 2 with a daily schedule, one more than the days of
        a `rate(…)`, none for rarer ones. This one rings below one sweep.
    - `off`: alarms to do without, by their sections in docs/runbook.md, for example `["render-rate"]`.
    - `runbook_url`: where docs/runbook.md can be read; alarms link to it.
    - `dashboard`: whether there is a dashboard.
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
    runbook_url = optional(string, "docs/runbook.md")
    dashboard   = optional(bool, true)
  })
  default = null
}
