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

variable "bucket_arn" {
  description = "ARN of the bucket to sweep."
  type        = string
  nullable    = false
}

variable "prefixes" {
  description = "Where the bucket holds originals, variants, manifests and locks; each prefix ends with a slash."
  type = object({
    originals = string
    variants  = string
    manifests = string
    locks     = string
  })
  nullable = false
}

variable "process_queue_arn" {
  description = "ARN of the queue that the sweep puts its findings on."
  type        = string
  nullable    = false
}

variable "schedule" {
  description = <<-EOT
    When a sweep begins.
    - `expression`: `rate(…)`, `cron(…)` or `at(…)`, as EventBridge Scheduler takes it.
    - `timezone`: for `cron` and `at`, for example `Europe/Berlin`.
    - `enabled`: whether it begins by itself at all.
    - `dry_run`: whether it only counts and logs what it finds.
  EOT
  type = object({
    expression = optional(string, "rate(1 day)")
    timezone   = optional(string, "UTC")
    enabled    = optional(bool, true)
    dry_run    = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^(rate|cron|at)\\(.+\\)$", var.schedule.expression))
    error_message = "schedule.expression must be rate(…), cron(…) or at(…), for example rate(1 day), but it is \"${var.schedule.expression}\"."
  }
}

variable "limits" {
  description = <<-EOT
    How gently it sweeps.
    - `rate_per_second`: originals queued per second at most, from 1 to 300.
    - `backlog`: it waits while more messages than this wait in the process queue, from 1 to 1000000, so that new uploads never stand behind a long queue of repairs.
    - `minimum_age_seconds`: what was written later than this ago is left to its own event, from 0 to 86400.
  EOT
  type = object({
    rate_per_second     = optional(number, 20)
    backlog             = optional(number, 1000)
    minimum_age_seconds = optional(number, 900)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.limits.rate_per_second >= 1 && var.limits.rate_per_second <= 300 && floor(var.limits.rate_per_second) == var.limits.rate_per_second
    error_message = "limits.rate_per_second must be a whole number from 1 to 300, but it is ${var.limits.rate_per_second}."
  }

  validation {
    condition     = var.limits.backlog >= 1 && var.limits.backlog <= 1000000 && floor(var.limits.backlog) == var.limits.backlog
    error_message = "limits.backlog must be a whole number of messages from 1 to 1000000, but it is ${var.limits.backlog}."
  }

  validation {
    condition     = var.limits.minimum_age_seconds >= 0 && var.limits.minimum_age_seconds <= 86400 && floor(var.limits.minimum_age_seconds) == var.limits.minimum_age_seconds
    error_message = "limits.minimum_age_seconds must be a whole number from 0 to 86400, but it is ${var.limits.minimum_age_seconds}."
  }
}

variable "function" {
  description = <<-EOT
    The function that sweeps, an invocation after the other.
    - `memory_mb`: memory in MB, from 256 to 10240.
    - `timeout_seconds`: the longest that one invocation takes before the next goes on, from 120 to 900. After a crash it takes six times as long until the sweep goes on.
  EOT
  type = object({
    memory_mb       = optional(number, 512)
    timeout_seconds = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.function.memory_mb >= 256 && var.function.memory_mb <= 10240 && floor(var.function.memory_mb) == var.function.memory_mb
    error_message = "function.memory_mb must be a whole number from 256 to 10240, but it is ${var.function.memory_mb}."
  }

  validation {
    condition     = var.function.timeout_seconds >= 120 && var.function.timeout_seconds <= 900 && floor(var.function.timeout_seconds) == var.function.timeout_seconds
    error_message = "function.timeout_seconds must be a whole number from 120 to 900, but it is ${var.function.timeout_seconds}."
  }
}
