variable "messages" {
  description = <<-EOT
    Topics and queues between S3 and the functions.
    - `retention_days`: days that a message stays in a queue if nothing processes it, from 1 to 13. Dead letters are kept for 14 days
      from the upload.
    - `kms_key_arn`: ARN of the KMS key that encrypts topics and queues; null for SQS-managed keys. Its policy must let
      `s3.amazonaws.com` and `sns.amazonaws.com` use it (`kms:GenerateDataKey`, `kms:Decrypt`), or no upload is ever processed.
  EOT
  type = object({
    retention_days = optional(number, 4)
    kms_key_arn    = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.messages.retention_days >= 1 && var.messages.retention_days <= 13
      && floor(var.messages.retention_days) == var.messages.retention_days
    )
    error_message = join("", [
      "messages.retention_days must be a whole number from 1 to 13 (less than the 14 days of the dead-letter queues), but it is ",
      "${var.messages.retention_days}.",
    ])
  }

  validation {
    condition = var.messages.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.messages.kms_key_arn))
    error_message = join("", [
      "messages.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>, not an alias), but it is ",
      "\"${coalesce(var.messages.kms_key_arn, "null")}\".",
    ])
  }
}

variable "events_topic" {
  description = "Whether to create a topic that announces when an original's variants are ready and when it was rejected or removed."
  type        = bool
  default     = true
  nullable    = false
}
