variable "name" {
  description = "The stack's name: topics and queues are called after it, cut and hashed at 256 and 80 characters."
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
    The bucket whose events are sent. Its whole notification configuration is owned here.
    - `name`: its name.
    - `arn`: its ARN.
  EOT
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "originals_prefix" {
  description = "Only events of objects under this prefix are sent, for example `originals/`."
  type        = string
  nullable    = false
}

variable "process_queue_arn" {
  description = "ARN of the queue that events are delivered to. Its policy must let the uploads topic send."
  type        = string
  nullable    = false
}

variable "events_topic" {
  description = "Whether there is a topic for what Darkroom has to say: ready, rejected, removed."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = <<-EOT
    ARN of the KMS key that encrypts topics and queues; null for none on topics and SQS's own keys on queues. The key's policy must
    let `s3.amazonaws.com` and `sns.amazonaws.com` use it (`kms:GenerateDataKey`, `kms:Decrypt`).
  EOT
  type        = string
  default     = null
}
