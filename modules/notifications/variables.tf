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

variable "process" {
  description = <<-EOT
    The queue that feeds the process function.
    - `function_timeout_seconds`: that function's timeout, from 1 to 900; the visibility timeout is six times as long.
    - `max_receive_count`: how often a message is received before it becomes a dead letter.
    - `retention_days`: how long a message waits to be taken, from 1 to 13.
  EOT
  type = object({
    function_timeout_seconds = number
    max_receive_count        = number
    retention_days           = number
  })
  nullable = false
}

variable "events_topic" {
  description = "Whether there is a topic for what Darkroom has to say: ready, rejected, removed."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts topics and queues; null for none on topics and SQS's own keys on queues. The key's policy must let `s3.amazonaws.com` and `sns.amazonaws.com` use it (`kms:GenerateDataKey`, `kms:Decrypt`)."
  type        = string
  default     = null
}
