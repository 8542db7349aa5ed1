variable "name" {
  description = <<-EOT
    Name of the schedule, which the names of its queue and role are derived from. All are truncated and hashed at the service's limit.
  EOT
  type        = string
  nullable    = false
}

variable "description" {
  description = "Purpose of the schedule, one line, shown in the console."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the queue and the schedule's role."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "window_minutes" {
  description = "Interval between ticks, in minutes, from 1 to 60."
  type        = number
  nullable    = false

  validation {
    condition     = var.window_minutes >= 1 && var.window_minutes <= 60 && floor(var.window_minutes) == var.window_minutes
    error_message = "window_minutes must be a whole number from 1 (the minimum of a schedule) to 60, but it is ${var.window_minutes}."
  }
}

variable "function_timeout_seconds" {
  description = <<-EOT
    Timeout of the function that the ticks trigger, in seconds, from 1 to 900. A failed tick is retried after six times as long, or
    after a window if that is longer.
  EOT
  type        = number
  nullable    = false

  validation {
    condition     = var.function_timeout_seconds >= 1 && var.function_timeout_seconds <= 900
    error_message = "function_timeout_seconds must be from 1 to 900, but it is ${var.function_timeout_seconds}."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the ticks; null for SQS-managed keys."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy used as the permissions boundary of the schedule's role; null for none."
  type        = string
  default     = null
}

variable "role_path" {
  description = "IAM path of the schedule's role; begins and ends with a slash."
  type        = string
  default     = "/"
  nullable    = false
}

variable "role_name_prefix" {
  description = "Put in front of the name of the schedule's role."
  type        = string
  default     = ""
  nullable    = false
}

variable "role" {
  description = <<-EOT
    An existing role for the schedule, which gets no policy here; null to make one.
    - `arn`: its ARN.
  EOT
  type = object({
    arn = string
  })
  default = null
}
