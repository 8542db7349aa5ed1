variable "function" {
  description = <<-EOT
    The function that makes the variants of each uploaded original.
    - `memory_mb`: memory in MB, from 512 to 10240.
    - `timeout_seconds`: the longest that one original may take, from 10 to 900; the queue hides a message six times as long.
    - `max_concurrency`: originals processed at once, from 2 to 1000.
    - `reserved_concurrency`: copies set aside in the account for this function; null for none.
    - `tags`: its tags, the stack's among them.
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
  description = "How often an original is tried before its message becomes a dead letter, from 3 to 100."
  type        = number
  nullable    = false
}

variable "uploads_topic_arn" {
  description = "ARN of the topic that may send to the queue: S3 publishes to it."
  type        = string
  nullable    = false
}

variable "events_topic_arn" {
  description = "ARN of the topic that the function publishes to; null for none."
  type        = string
  default     = null
}

variable "purge_queue" {
  description = <<-EOT
    The queue of changes that the CDN is to be told of; null for none.
    - `arn`: its ARN.
    - `url`: its URL.
    - `planned_url`: its URL as a plan knows it: see modules/queue.
  EOT
  type = object({
    arn         = string
    url         = string
    planned_url = string
  })
  default = null
}
