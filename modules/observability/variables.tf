variable "name" {
  description = "The stack's name; names here are derived from it, and cut and hashed at their service's limit."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that can have tags."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "topic_arn" {
  description = "ARN of the SNS topic that hears when an alarm rings and when it stops; null for none, and then alarms only show in the console."
  type        = string
  default     = null
}

variable "runbook_url" {
  description = "Where docs/runbook.md can be read: each alarm's description ends in a link to its section there."
  type        = string
  default     = "docs/runbook.md"
  nullable    = false
}

variable "queues" {
  description = <<-EOT
    Names of the queues whose oldest message is watched.
    - `process`: uploads that wait for their variants.
    - `purge`: changes that wait for the CDN; null where there is none.
  EOT
  type = object({
    process = string
    purge   = optional(string)
  })
  nullable = false
}

variable "dead_letter_queues" {
  description = "Names of all dead-letter queues, by what they are the dead letters of: `process`, `subscription`, `purge`, `sweep`."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.dead_letter_queues), ["process", "subscription", "purge", "sweep"])) == 0
    error_message = "dead_letter_queues may hold process, subscription, purge and sweep, but received: ${join(", ", keys(var.dead_letter_queues))}."
  }
}

variable "functions" {
  description = <<-EOT
    The functions to watch: `process`, `render`, `purge`, `sweep`.
    - `name`: the function's name.
    - `timeout_seconds`: its timeout, in seconds.
  EOT
  type = map(object({
    name            = string
    timeout_seconds = number
  }))
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.functions), ["process", "render", "purge", "sweep"])) == 0
    error_message = "functions may hold process, render, purge and sweep, but received: ${join(", ", keys(var.functions))}."
  }
}

variable "thresholds" {
  description = <<-EOT
    An alarm rings above its threshold.
    - `dead_letters`: messages in a dead-letter queue.
    - `queue_age_seconds`: age of the oldest upload that waits for its variants. One that keeps failing is no longer counted after three tries, 18 minutes with a timeout of 60 seconds.
    - `function_errors`: a function's failed invocations in five minutes. One poisonous original makes at most one.
    - `throttles`: a function's throttled invocations in five minutes, three times in a row.
    - `duration_percent`: an invocation's time as a share of the function's timeout, from 1 to 99.
    - `rejected_percent`: share of originals in an hour that were rejected, from 0 to 99, if there were at least twenty.
    - `renders`: invocations of render in five minutes: a guard against unusual spending.
    - `purge_age_seconds`: age of the oldest change that the CDN has not been told of.
    - `sweep_repairs`: paths that a sweep had to queue because no event had.
    - `sweep_days`: days in which no sweep got to its end, from 1 to 7; null for `sweep_days` of the schedule. This one rings below one sweep.
  EOT
  type = object({
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
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for threshold in values(var.thresholds) : threshold == null ? true : threshold >= 0])
    error_message = "No threshold is below 0, but received: ${join(", ", [for name, threshold in var.thresholds : "${name} = ${threshold}" if try(threshold < 0, false)])}."
  }

  validation {
    condition     = var.thresholds.sweep_days == null ? true : contains(range(1, 8), var.thresholds.sweep_days)
    error_message = "thresholds.sweep_days must be a whole number of days from 1 to 7 (CloudWatch looks back no further), but it is ${coalesce(var.thresholds.sweep_days, "null")}."
  }

  validation {
    condition     = var.thresholds.duration_percent >= 1 && var.thresholds.duration_percent <= 99
    error_message = "thresholds.duration_percent must be from 1 to 99 (nothing runs longer than its timeout), but it is ${var.thresholds.duration_percent}."
  }

  validation {
    condition     = var.thresholds.rejected_percent <= 99
    error_message = "thresholds.rejected_percent must be from 0 to 99, but it is ${var.thresholds.rejected_percent}."
  }
}

variable "sweep_days" {
  description = "After how many days without a sweep that got to its end something is wrong, from 1 to 7, by the sweep's schedule; null where none is expected, or none that often."
  type        = number
  default     = 2
}

variable "off" {
  description = "Alarms to do without, by their sections in the runbook: `dead-letters`, `queue-age`, `function-errors`, `throttles`, `slow-function`, `rejected-share`, `render-rate`, `purge-backlog`, `sweep-repairs`, `sweep-missed`."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = length(setsubtract(var.off, [
      "dead-letters", "queue-age", "function-errors", "throttles", "slow-function", "rejected-share", "render-rate", "purge-backlog",
      "sweep-repairs", "sweep-missed"
    ])) == 0
    error_message = "off may hold dead-letters, queue-age, function-errors, throttles, slow-function, rejected-share, render-rate, purge-backlog, sweep-repairs and sweep-missed, but received: ${join(", ", var.off)}."
  }
}

variable "dashboard" {
  description = <<-EOT
    The dashboard, from upload to hit; null for none.
    - `uploads_topic_name`: name of the topic that S3 publishes to.
    - `distribution_id`: ID of the CloudFront distribution; null where there is none.
  EOT
  type = object({
    uploads_topic_name = string
    distribution_id    = optional(string)
  })
  default = null
}
