variable "process_queue" {
  description = <<-EOT
    The process queue, which is part of every function's configuration.
    - `url`: its URL.
    - `planned_url`: its URL as known at plan time: see modules/queue.
  EOT
  type = object({
    url         = string
    planned_url = string
  })
  nullable = false
}

variable "distribution" {
  description = <<-EOT
    The CloudFront distribution to invalidate.
    - `id`: its ID.
    - `arn`: its ARN, the only distribution that the role may invalidate.
  EOT
  type = object({
    id  = string
    arn = string
  })
  nullable = false
}

variable "uri_prefix" {
  description = <<-EOT
    Beginning of each image's path after the viewer function, such as `/variants`, in a distribution that also serves other things, which
    are never invalidated; empty for none.
  EOT
  type        = string
  default     = ""
  nullable    = false
}

variable "window_minutes" {
  description = <<-EOT
    Minutes for which changes are collected and then invalidated together, from 1 to 10. It bounds the cost: at most ten paths per
    window.
  EOT
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.window_minutes >= 1 && var.window_minutes <= 10 && floor(var.window_minutes) == var.window_minutes
    error_message = "purge.window_minutes must be a whole number from 1 (the minimum of a schedule) to 10, but it is ${var.window_minutes}."
  }
}
