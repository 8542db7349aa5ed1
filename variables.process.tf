variable "process" {
  description = <<-EOT
    The function that makes the variants of each uploaded original.
    - `memory_mb`: memory in MB, from 512 to 10240; 1769 MB are one vCPU.
    - `timeout_seconds`: the longest that one original may take, from 10 to 900. The queue's visibility timeout is six times as long.
    - `max_concurrency`: how many originals are processed at once, from 2 to 1000; the rest wait in the queue.
    - `reserved_concurrency`: copies set aside in the account for this function, at least `max_concurrency`; null for none.
    - `max_receive_count`: how often an original is tried before its message becomes a dead letter, from 3 to 100. An original that keeps killing the function is rejected before that.
  EOT
  type = object({
    memory_mb            = optional(number, 1769)
    timeout_seconds      = optional(number, 60)
    max_concurrency      = optional(number, 10)
    reserved_concurrency = optional(number)
    max_receive_count    = optional(number, 5)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.process.memory_mb >= 512 && var.process.memory_mb <= 10240 && floor(var.process.memory_mb) == var.process.memory_mb
    error_message = "process.memory_mb must be a whole number from 512 (a photograph of 24 megapixels needs about 350) to 10240, but it is ${var.process.memory_mb}."
  }

  validation {
    condition     = var.process.timeout_seconds >= 10 && var.process.timeout_seconds <= 900 && floor(var.process.timeout_seconds) == var.process.timeout_seconds
    error_message = "process.timeout_seconds must be a whole number from 10 to 900, but it is ${var.process.timeout_seconds}."
  }

  validation {
    condition     = var.process.max_concurrency >= 2 && var.process.max_concurrency <= 1000 && floor(var.process.max_concurrency) == var.process.max_concurrency
    error_message = "process.max_concurrency must be a whole number from 2 to 1000 (what Lambda takes for a queue), but it is ${var.process.max_concurrency}."
  }

  validation {
    condition     = var.process.reserved_concurrency == null ? true : var.process.reserved_concurrency >= var.process.max_concurrency
    error_message = "process.reserved_concurrency must be null or at least process.max_concurrency (${var.process.max_concurrency}), but it is ${coalesce(var.process.reserved_concurrency, "null")}: AWS refuses a queue's trigger that may use more copies than are reserved."
  }

  validation {
    condition     = var.process.max_receive_count >= 3 && var.process.max_receive_count <= 100 && floor(var.process.max_receive_count) == var.process.max_receive_count
    error_message = "process.max_receive_count must be a whole number from 3 to 100, but it is ${var.process.max_receive_count}."
  }
}

variable "messages" {
  description = <<-EOT
    Topics and queues between S3 and the functions.
    - `retention_days`: days that an upload waits in a queue while nothing takes it, from 1 to 13. Dead letters are kept 14 days from the upload on.
    - `kms_key_arn`: ARN of the KMS key that encrypts topics and queues; null for SQS's own keys. Its policy must let `s3.amazonaws.com` and `sns.amazonaws.com` use it (`kms:GenerateDataKey`, `kms:Decrypt`), else no upload is ever heard of.
  EOT
  type = object({
    retention_days = optional(number, 4)
    kms_key_arn    = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.messages.retention_days >= 1 && var.messages.retention_days <= 13 && floor(var.messages.retention_days) == var.messages.retention_days
    error_message = "messages.retention_days must be a whole number from 1 to 13 (less than the 14 days of the dead-letter queues), but it is ${var.messages.retention_days}."
  }

  validation {
    condition     = var.messages.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.messages.kms_key_arn))
    error_message = "messages.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>; no alias), but it is \"${coalesce(var.messages.kms_key_arn, "null")}\"."
  }
}

variable "events_topic" {
  description = "Whether there is a topic that says when an original's variants are ready, when it was rejected and when it was removed."
  type        = bool
  default     = true
  nullable    = false
}
