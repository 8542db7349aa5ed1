variable "name" {
  description = "The stack's name; resource names are derived from it, truncated and hashed at the service's limit."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of all resources that support tags."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "topic_arn" {
  description = "ARN of the SNS topic that receives ALARM and OK notifications; null for none: alarms then only show in the console."
  type        = string
  default     = null
}

variable "runbook_url" {
  description = "URL of a runbook. Each alarm's description ends in a link to its section there. Null for docs/runbook.md of the release."
  type        = string
  default     = null
}

variable "release" {
  description = <<-EOT
    The version that the stack runs.
    - `repository`: URL of the repository that has the tag `v<version>`; null if it was not released: alarms then name docs/runbook.md.
    - `version`: the version.
  EOT
  type = object({
    repository = optional(string)
    version    = string
  })
  nullable = false
}

variable "queues" {
  description = <<-EOT
    Names of the queues whose oldest message is monitored.
    - `process`: uploads that wait for their variants.
    - `purge`: changes that wait for an invalidation; null if there is no such queue.
  EOT
  type = object({
    process = string
    purge   = optional(string)
  })
  nullable = false
}

variable "dead_letter_queues" {
  description = "Names of all dead-letter queues, by their source: `process`, `subscription`, `purge`, `sweep`."
  type        = map(string)
  nullable    = false

  validation {
    condition = length(setsubtract(keys(var.dead_letter_queues), ["process", "subscription", "purge", "sweep"])) == 0
    error_message = join("", [
      "dead_letter_queues may contain process, subscription, purge and sweep, but not ",
      "${join(", ", setsubtract(keys(var.dead_letter_queues), ["process", "subscription", "purge", "sweep"]))}.",
    ])
  }
}

variable "functions" {
  description = <<-EOT
    The functions to monitor: `process`, `render`, `purge`, `sweep`.
    - `name`: the function's name.
    - `timeout_seconds`: its timeout, in seconds.
  EOT
  type = map(object({
    name            = string
    timeout_seconds = number
  }))
  nullable = false

  validation {
    condition = length(setsubtract(keys(var.functions), ["process", "render", "purge", "sweep"])) == 0
    error_message = join("", [
      "functions may contain process, render, purge and sweep, but not ",
      "${join(", ", setsubtract(keys(var.functions), ["process", "render", "purge", "sweep"]))}.",
    ])
  }
}

variable "spend" {
  description = <<-EOT
    Budgets, and what their estimate needs to know; null for none.
    - `render_usd_per_day`: USD in 24 hours for rendering on request; null for no such budget.
    - `total_usd_per_day`: USD in 24 hours for all functions and their requests; null for no such budget.
    - `region`: the stack's region, whose prices count.
    - `architecture`: `arm64` or `x86_64`, of the functions.
    - `memory_mb`: memory in MB of the functions whose time counts: `process`, `render`, `sweep`.
    - `variants`: variants of an upload.
  EOT
  type = object({
    render_usd_per_day = optional(number)
    total_usd_per_day  = optional(number)
    region             = string
    architecture       = string
    memory_mb          = map(number)
    variants           = number
  })
  default = null
}

variable "spend_guard" {
  description = <<-EOT
    What stops rendering when its budget is spent; null if nothing does.
    - `state_machine_arn`: ARN of its state machine.
    - `rule_name`: name of the rule that starts it.
  EOT
  type = object({
    state_machine_arn = string
    rule_name         = string
  })
  default = null
}

variable "thresholds" {
  description = "The root's `observability.thresholds`, described there, with the defaults filled in."
  type        = map(number)
  nullable    = false

  validation {
    condition = alltrue([for threshold in values(var.thresholds) : threshold == null ? true : threshold >= 0])
    error_message = "observability.thresholds must not be below 0, but received: ${join(", ", [
      for name, threshold in var.thresholds : "observability.thresholds.${name} = ${threshold}" if try(threshold < 0, false)
    ])}."
  }

  validation {
    condition = try(var.thresholds.sweep_days, null) == null ? true : contains(range(1, 8), var.thresholds.sweep_days)
    error_message = join("", [
      "observability.thresholds.sweep_days must be a whole number of days from 1 to 7 (CloudWatch's maximum evaluation range), ",
      "but it is ${try(coalesce(var.thresholds.sweep_days, "null"), "null")}.",
    ])
  }

  validation {
    condition = var.thresholds.duration_percent >= 1 && var.thresholds.duration_percent <= 99
    error_message = join("", [
      "observability.thresholds.duration_percent must be from 1 to 99 (no invocation exceeds its timeout), ",
      "but it is ${var.thresholds.duration_percent}.",
    ])
  }

  validation {
    condition     = var.thresholds.rejected_percent <= 99
    error_message = "observability.thresholds.rejected_percent must be from 0 to 99, but it is ${var.thresholds.rejected_percent}."
  }
}

variable "sweep_days" {
  description = <<-EOT
    Days without a completed sweep after which the alarm fires, from 1 to 7, derived from the sweep's schedule; null if no sweep is
    expected, or none that often.
  EOT
  type        = number
  default     = 2
}

variable "off" {
  description = "Alarms not to create, by their sections in the runbook: the keys of `sections` in alarms.tf."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = length(setsubtract(var.off, keys(local.sections))) == 0
    error_message = join("", [
      "observability.off contains unknown alarms: ${join(", ", setsubtract(var.off, keys(local.sections)))}. ",
      "It may contain: ${join(", ", keys(local.sections))}.",
    ])
  }
}

variable "dashboard" {
  description = <<-EOT
    The dashboard, from upload to CDN request; null for none.
    - `uploads`: what counts S3's events.
      - `namespace`: of its metrics: `AWS/SNS` of a topic, `AWS/Events` of a rule.
      - `dimension`: the dimension that selects it.
      - `value`: the dimension's value.
    - `distribution_id`: ID of the CloudFront distribution; null if there is none.
  EOT
  type = object({
    uploads = object({
      namespace = string
      dimension = string
      value     = string
    })
    distribution_id = optional(string)
  })
  default = null
}
