variable "name" {
  description = "Name of the queue; its dead-letter queue's name adds `-dead-letter`. Both are truncated and hashed at 80 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of both queues."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "function_timeout_seconds" {
  description = <<-EOT
    Timeout of the function that the queue triggers, in seconds, from 1 to 900: the visibility timeout is six times as long. Null for
    a queue that triggers none.
  EOT
  type        = number
  default     = null

  validation {
    condition     = var.function_timeout_seconds == null ? true : var.function_timeout_seconds >= 1 && var.function_timeout_seconds <= 900
    error_message = "function_timeout_seconds must be from 1 to 900, but it is ${coalesce(var.function_timeout_seconds, "null")}."
  }
}

variable "visibility_timeout_seconds" {
  description = <<-EOT
    Visibility timeout in seconds, from 1 to 43200, for a queue that triggers no function: the consumer determines how long it needs.
  EOT
  type        = number
  default     = null

  validation {
    condition = var.visibility_timeout_seconds == null ? true : (
      var.visibility_timeout_seconds >= 1 && var.visibility_timeout_seconds <= 43200
    )
    error_message = "visibility_timeout_seconds must be from 1 to 43200, but it is ${coalesce(var.visibility_timeout_seconds, "null")}."
  }

  validation {
    condition = (var.visibility_timeout_seconds == null) != (var.function_timeout_seconds == null)
    error_message = join("", [
      "Set exactly one of function_timeout_seconds and visibility_timeout_seconds; received ",
      "${coalesce(var.function_timeout_seconds, "null")} and ${coalesce(var.visibility_timeout_seconds, "null")}.",
    ])
  }
}

variable "max_receive_count" {
  description = "Number of receives after which a message becomes a dead letter, from 1 to 1000."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number from 1 to 1000, but it is ${var.max_receive_count}."
  }
}

variable "retention_days" {
  description = "Days that an unprocessed message is retained, from 1 to 13: less than the 14 days of the dead-letter queue."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition = var.retention_days >= 1 && var.retention_days <= 13 && floor(var.retention_days) == var.retention_days
    error_message = join("", [
      "retention_days must be a whole number from 1 to 13 (a dead letter's 14 days count from when it was first sent), but it is ",
      "${var.retention_days}.",
    ])
  }
}

variable "kms_key_arn" {
  description = <<-EOT
    ARN of the KMS key that encrypts the messages; null for SQS-managed keys. The key's policy must let each sender's service use it.
  EOT
  type        = string
  default     = null
}

variable "senders" {
  description = <<-EOT
    AWS services that may send to the queue on behalf of one resource. Roles of this account need no entry.
    - `sid`: the statement's ID, letters and digits.
    - `service`: the service principal, for example `sns.amazonaws.com`.
    - `source_arn`: ARN of that resource.
  EOT
  type = list(object({
    sid        = string
    service    = string
    source_arn = string
  }))
  default  = []
  nullable = false
}
