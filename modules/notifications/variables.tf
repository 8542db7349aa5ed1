variable "name" {
  description = "The stack's name; names of topics and queues are derived from it, truncated and hashed at 256 and 80 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the topics and queues."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "bucket" {
  description = <<-EOT
    The bucket whose events are sent. This module owns its whole notification configuration, if `manage_bucket_notification` is true.
    - `name`: its name.
    - `arn`: its ARN.
  EOT
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "originals" {
  description = "Only events of objects under these prefixes are sent, for example `originals/`; none lies within another."
  type        = list(string)
  nullable    = false
}

variable "manage_bucket_notification" {
  description = <<-EOT
    Whether to configure the bucket's notifications. If not, the bucket's owner adds the output `bucket_topics` to them: S3 keeps one
    configuration per bucket, and this would replace it.
  EOT
  type        = bool
  default     = true
  nullable    = false
}

variable "process_queue_arn" {
  description = "ARN of the queue that events are delivered to. Its policy must let the uploads topic send."
  type        = string
  nullable    = false
}

variable "events_topic" {
  description = "Whether to create a topic for Darkroom's own events: ready, rejected, removed."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = <<-EOT
    ARN of the KMS key that encrypts topics and queues; null for no encryption of topics and SQS-managed keys for queues. The key's
    policy must let `s3.amazonaws.com` and `sns.amazonaws.com` use it (`kms:GenerateDataKey`, `kms:Decrypt`).
  EOT
  type        = string
  default     = null
}
