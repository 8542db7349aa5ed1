variable "name" {
  description = "Name of the queue; its dead-letter queue's name adds `-dead-letter`. Both are cut and hashed at 80 characters."
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
    Timeout of the function that the queue feeds, in seconds, from 1 to 900: a message is hidden six times as long. Null for a queue
    that feeds none.
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
    How long a message is hidden from others once it was received, in seconds, from 1 to 43200, where no function is fed: whoever
    receives decides how long it needs.
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
      "A queue has either function_timeout_seconds or visibility_timeout_seconds, but received ",
      "${coalesce(var.function_timeout_seconds, "null")} and ${coalesce(var.visibility_timeout_seconds, "null")}.",
    ])
  }
}

variable "max_receive_count" {
  description = "How often a message is received before it becomes a dead letter, from 1 to 1000."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number from 1 to 1000, but it is ${var.max_receive_count}."
  }
}

variable "retention_days" {
  description = "Days that a message waits to be taken, from 1 to 13: less than the 14 days of the dead-letter queue."
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
    ARN of the KMS key that encrypts the messages; null for SQS's own keys. The key's policy must let each sender's service use it.
  EOT
  type        = string
  default     = null
}

variable "senders" {
  description = <<-EOT
    AWS services that may send to the queue for one resource of theirs. Roles of this account need no entry.
    - `sid`: the statement's name, letters and digits.
    - `service`: the service principal, for example `sns.amazonaws.com`.
    - `source_arn`: ARN of the one resource that may send.
  EOT
  type = list(object({
    sid        = string
    service    = string
    source_arn = string
  }))
  default  = []
  nullable = false
}
