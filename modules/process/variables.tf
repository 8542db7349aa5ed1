variable "function" {
  description = <<-EOT
    The function that makes the variants of each uploaded original.
    - `memory_mb`: memory in MB, from 512 to 10240.
    - `timeout_seconds`: timeout for one original, in seconds, from 10 to 900. The queue's visibility timeout is six times as long.
    - `max_concurrency`: maximum number of originals processed at once, from 2 to 1000.
    - `reserved_concurrency`: reserved concurrent executions; null for none.
    - `tags`: its tags, including those of the stack.
  EOT
  type = object({
    memory_mb            = number
    timeout_seconds      = number
    max_concurrency      = number
    reserved_concurrency = optional(number)
    tags                 = optional(map(string), {})
  })
  nullable = false
}

variable "max_receive_count" {
  description = "Attempts on an original before its message becomes a dead letter, from 3 to 100."
  type        = number
  nullable    = false
}

variable "sender" {
  description = <<-EOT
    What delivers S3's events and may send to the queue.
    - `service`: its service principal, for example `sns.amazonaws.com`.
    - `source_arn`: ARN of the topic or rule.
  EOT
  type = object({
    service    = string
    source_arn = string
  })
  nullable = false
}

variable "events_topic_arn" {
  description = "ARN of the topic that the function publishes to; null for none."
  type        = string
  default     = null
}

variable "event_bus" {
  description = <<-EOT
    The EventBridge bus that the function sends the same events to; null for none.
    - `name`: its name.
    - `arn`: its ARN.
  EOT
  type = object({
    name = string
    arn  = string
  })
  default = null
}

variable "guarded_bucket_arns" {
  description = "ARNs of the buckets that Terraform must not destroy unless they are empty, which this function is asked about."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "purge_queue" {
  description = <<-EOT
    The queue of changes that wait for an invalidation; null for none.
    - `arn`: its ARN.
    - `url`: its URL.
    - `planned_url`: its URL as known at plan time: see modules/queue.
  EOT
  type = object({
    arn         = string
    url         = string
    planned_url = string
  })
  default = null
}
