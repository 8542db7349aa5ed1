variable "process_queue" {
  description = <<-EOT
    The process queue, which the sweep sends its findings to.
    - `arn`: its ARN.
    - `url`: its URL.
    - `planned_url`: its URL as known at plan time: see modules/queue.
  EOT
  type = object({
    arn         = string
    url         = string
    planned_url = string
  })
  nullable = false
}

variable "schedule" {
  description = "When a sweep starts: the root's `sweep.schedule`, with the defaults filled in."
  type = object({
    expression = string
    timezone   = string
    enabled    = bool
    dry_run    = bool
  })
  nullable = false

  validation {
    condition = can(regex("^(rate|cron|at)\\(.+\\)$", var.schedule.expression))
    error_message = join("", [
      "sweep.schedule.expression must be rate(…), cron(…) or at(…), for example rate(1 day), ",
      "but it is \"${var.schedule.expression}\".",
    ])
  }
}

variable "change" {
  description = <<-EOT
    Starts a sweep whenever the digest changes; null for none.
    - `digest`: of everything that variants are made by, at least 16 characters.
    - `delay_seconds`: seconds from the change to the sweep, in which functions with the former configuration end; from 60 to 3600.
    - `functions`: ARNs of the functions that have to be configured before.
  EOT
  type = object({
    digest        = string
    delay_seconds = number
    functions     = optional(list(string), [])
  })
  default = null
}

variable "limits" {
  description = "Limits of the sweep's load: the root's `sweep.limits`, with the defaults filled in."
  type = object({
    rate_per_second     = number
    backlog             = number
    minimum_age_seconds = number
    shards              = optional(number, 1)
  })
  nullable = false

  validation {
    condition = (
      var.limits.rate_per_second >= 1 && var.limits.rate_per_second <= 300
      && floor(var.limits.rate_per_second) == var.limits.rate_per_second
    )
    error_message = "sweep.limits.rate_per_second must be a whole number from 1 to 300, but it is ${var.limits.rate_per_second}."
  }

  validation {
    condition     = var.limits.backlog >= 1 && var.limits.backlog <= 1000000 && floor(var.limits.backlog) == var.limits.backlog
    error_message = "sweep.limits.backlog must be a whole number of messages from 1 to 1000000, but it is ${var.limits.backlog}."
  }

  validation {
    condition = (
      var.limits.minimum_age_seconds >= 0 && var.limits.minimum_age_seconds <= 86400
      && floor(var.limits.minimum_age_seconds) == var.limits.minimum_age_seconds
    )
    error_message = "sweep.limits.minimum_age_seconds must be a whole number from 0 to 86400, but it is ${var.limits.minimum_age_seconds}."
  }

  validation {
    condition     = var.limits.shards >= 1 && var.limits.shards <= 64 && floor(var.limits.shards) == var.limits.shards
    error_message = "sweep.limits.shards must be a whole number from 1 to 64, but it is ${var.limits.shards}."
  }

  validation {
    condition = var.limits.shards <= var.limits.rate_per_second
    error_message = join("", [
      "sweep.limits.shards must not be above sweep.limits.rate_per_second, because each shard queues at least one original a ",
      "second, but it is ${var.limits.shards} with ${var.limits.rate_per_second} originals a second.",
    ])
  }
}

variable "function" {
  description = "The sweep function: the root's `sweep.function`, with the defaults filled in."
  type = object({
    memory_mb       = number
    timeout_seconds = number
  })
  nullable = false

  validation {
    condition = (
      var.function.memory_mb >= 256 && var.function.memory_mb <= 10240
      && floor(var.function.memory_mb) == var.function.memory_mb
    )
    error_message = "sweep.function.memory_mb must be a whole number from 256 to 10240, but it is ${var.function.memory_mb}."
  }

  validation {
    condition = (
      var.function.timeout_seconds >= 120 && var.function.timeout_seconds <= 900
      && floor(var.function.timeout_seconds) == var.function.timeout_seconds
    )
    error_message = "sweep.function.timeout_seconds must be a whole number from 120 to 900, but it is ${var.function.timeout_seconds}."
  }
}
