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

variable "bucket_eventbridge" {
  description = "Whether the bucket sends its events to EventBridge even if they come from a topic here, for other consumers."
  type        = bool
  default     = false
  nullable    = false
}

variable "upload_events" {
  description = <<-EOT
    Where S3's events about originals come from: a topic that this module creates, unless one of these is set.
    - `existing_topic`: an SNS topic that others own.
      - `arn`: its ARN, in the bucket's region.
      - `filter`: whether the subscription lets only S3's own events of this bucket and these originals through.
    - `eventbridge`: a rule on a bus of EventBridge.
      - `bus_name`: name of the bus; S3 sends to `default`.
  EOT
  type = object({
    existing_topic = optional(object({
      arn    = string
      filter = optional(bool, true)
    }))
    eventbridge = optional(object({
      bus_name = optional(string, "default")
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition = var.upload_events.existing_topic == null || var.upload_events.eventbridge == null
    error_message = join("", [
      "upload_events has both existing_topic (\"${try(var.upload_events.existing_topic.arn, "null")}\") and eventbridge ",
      "(\"${try(var.upload_events.eventbridge.bus_name, "null")}\"): set one, or every upload is processed twice.",
    ])
  }
}

variable "process_queue_arn" {
  description = "ARN of the queue that events are delivered to. Its policy must let the output `sender` send."
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
    policy must let `s3.amazonaws.com` and `sns.amazonaws.com` use it, or `events.amazonaws.com` with EventBridge
    (`kms:GenerateDataKey`, `kms:Decrypt`).
  EOT
  type        = string
  default     = null
}
