variable "messages" {
  description = <<-EOT
    Topics and queues between S3 and the functions.
    - `retention_days`: days that a message stays in a queue if nothing processes it, from 1 to 13. Dead letters are kept for 14 days
      from the upload.
    - `kms_key_arn`: ARN of the KMS key that encrypts topics and queues; null for SQS-managed keys. Its policy must let
      `s3.amazonaws.com` and `sns.amazonaws.com` use it, or `events.amazonaws.com` if `upload_events.eventbridge` is set
      (`kms:GenerateDataKey`, `kms:Decrypt`), or no upload is ever processed.
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

variable "upload_events" {
  description = <<-EOT
    Where S3's events about originals come from: a topic of the stack's own, unless one of these is set. See docs/events.md.
    - `existing_topic`: an SNS topic of yours, which the bucket notifies already or from now on. Darkroom only subscribes to it.
      - `arn`: its ARN, in the stack's region; not of a FIFO topic, which S3 cannot notify. The output `existing_topic_statements` is
        what its policy needs.
      - `filter`: whether its subscription filters, so that other teams' messages and other folders' events never reach the queue.
        Only if the topic carries S3's events in another form, for example EventBridge's, it must not: process then ignores what is
        not its own.
    - `eventbridge`: EventBridge, instead of a topic: a rule sends the events to the queue. `eventbridge = {}` takes S3's own.
      - `bus_name`: name of the bus in the stack's account and region; S3 sends to `default`, and a rule can forward to another.
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
      "(\"${try(var.upload_events.eventbridge.bus_name, "null")}\"), so every upload would be processed twice: set one of them, or ",
      "neither for a topic of the stack's own.",
    ])
  }

  validation {
    condition = var.upload_events.existing_topic == null ? true : can(regex(
      "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$", var.upload_events.existing_topic.arn
    ))
    error_message = join("", [
      "upload_events.existing_topic.arn must be the ARN of a standard SNS topic (arn:aws:sns:<region>:<account>:<name>; S3 cannot notify ",
      "a FIFO topic), but it is \"${try(var.upload_events.existing_topic.arn, "null")}\".",
    ])
  }

  validation {
    condition = var.upload_events.eventbridge == null ? true : can(regex(
      "^[A-Za-z0-9._-]{1,256}$", var.upload_events.eventbridge.bus_name
    ))
    error_message = join("", [
      "upload_events.eventbridge.bus_name must be the name of an event bus, 1 to 256 letters, digits and . _ -, but it is ",
      "\"${try(var.upload_events.eventbridge.bus_name, "null")}\".",
    ])
  }
}

variable "events" {
  description = <<-EOT
    Where Darkroom announces that an original's variants are ready, and that one was rejected or removed: docs/events.md.
    - `topic`: whether to create an SNS topic for that.
    - `eventbridge`: an EventBridge bus, besides the topic or instead of it; null for none. `eventbridge = {}` takes the default bus.
      - `bus_name`: name of the bus in the stack's account and region.
  EOT
  type = object({
    topic = optional(bool, true)
    eventbridge = optional(object({
      bus_name = optional(string, "default")
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition = var.events.eventbridge == null ? true : can(regex("^[A-Za-z0-9._-]{1,256}$", var.events.eventbridge.bus_name))
    error_message = join("", [
      "events.eventbridge.bus_name must be the name of an event bus, 1 to 256 letters, digits and . _ -, but it is ",
      "\"${try(var.events.eventbridge.bus_name, "null")}\".",
    ])
  }
}
