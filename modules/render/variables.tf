variable "function" {
  description = <<-EOT
    The function that makes a variant when the CDN does not find it.
    - `memory_mb`: memory in MB, from 512 to 10240.
    - `timeout_seconds`: the longest that a browser waits, from 10 to 55.
    - `reserved_concurrency`: copies set aside in the account for this function, and the most that run; null for neither.
  EOT
  type = object({
    memory_mb            = number
    timeout_seconds      = number
    reserved_concurrency = optional(number)
  })
  nullable = false
}

variable "process_queue" {
  description = <<-EOT
    The process queue, where render asks for a look at an original.
    - `arn`: its ARN.
    - `url`: its URL.
    - `planned_url`: its URL as a plan knows it: see modules/queue.
  EOT
  type = object({
    arn         = string
    url         = string
    planned_url = string
  })
  nullable = false
}

variable "fallback" {
  description = "Path of the original that stands in for those that are missing or rejected; null for none."
  type        = string
  default     = null
}

variable "transforms" {
  description = <<-EOT
    Bounds of signed transforms; null where nobody can sign. The keys stay in the viewer function.
    - `max_dimension`: longest width or height that may be asked for, in pixels.
    - `formats`: which of `webp` and `avif` may be asked for.
  EOT
  type = object({
    max_dimension = number
    formats       = set(string)
  })
  default = null
}

variable "cors_origin" {
  description = "Which site's scripts may read render's errors: one origin, `*` for all, null for none."
  type        = string
  default     = null
}
