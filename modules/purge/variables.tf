variable "process_queue" {
  description = <<-EOT
    The process queue, which every function's configuration names.
    - `url`: its URL.
    - `planned_url`: its URL as a plan knows it: see modules/queue.
  EOT
  type = object({
    url         = string
    planned_url = string
  })
  nullable = false
}

variable "distribution" {
  description = <<-EOT
    The CloudFront distribution to purge.
    - `id`: its ID.
    - `arn`: its ARN: the only one that the role may purge.
  EOT
  type = object({
    id  = string
    arn = string
  })
  nullable = false
}

variable "window_minutes" {
  description = <<-EOT
    How long changes are collected before they are purged together, in minutes, from 1 to 10. It bounds the cost: at most ten paths
    in each window.
  EOT
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.window_minutes >= 1 && var.window_minutes <= 10 && floor(var.window_minutes) == var.window_minutes
    error_message = "purge.window_minutes must be a whole number from 1 (schedules know no less) to 10, but it is ${var.window_minutes}."
  }
}
