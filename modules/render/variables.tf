variable "function" {
  description = <<-EOT
    The function that makes a variant when the CDN finds none in the bucket.
    - `memory_mb`: memory in MB, from 512 to 10240.
    - `timeout_seconds`: timeout and thus the longest time that a browser waits, in seconds, from 10 to 55.
    - `reserved_concurrency`: reserved concurrent executions, which is also the maximum; null for no reservation and no maximum.
    - `provisioned_concurrency`: execution environments that are kept ready; null for none.
  EOT
  type = object({
    memory_mb               = number
    timeout_seconds         = number
    reserved_concurrency    = optional(number)
    provisioned_concurrency = optional(number)
  })
  nullable = false
}

variable "own_cdn" {
  description = <<-EOT
    A CDN of the stack's owner, which requests variants by their whole keys; null for the distribution that the module makes.
    - `path`: path on it under which images are served, such as `/images`; empty for all paths.
  EOT
  type = object({
    path = string
  })
  default = null
}

variable "process_queue" {
  description = <<-EOT
    The process queue, where render requests reconcile passes.
    - `arn`: its ARN.
    - `url`: its URL.
    - `planned_url`: its URL as known at plan time: see modules/queue.
  EOT
  type = object({
    arn         = string
    url         = string
    planned_url = string
  })
  nullable = false
}

variable "fallback" {
  description = "Path of the original to serve in place of missing or rejected ones; null for none."
  type        = string
  default     = null
}

variable "transforms" {
  description = <<-EOT
    Limits of signed transforms; null if they are disabled. The keys stay in the viewer function.
    - `max_dimension`: maximum width and height, in pixels.
    - `formats`: formats available in addition to the plain variant: `webp`, `avif`, both or none.
  EOT
  type = object({
    max_dimension = number
    formats       = set(string)
  })
  default = null
}

variable "cors_origin" {
  description = "Origin whose scripts may read render's error responses: one origin, `*` for all, null for none."
  type        = string
  default     = null
}
