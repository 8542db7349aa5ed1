variable "name" {
  description = "The stack's name; names here are derived from it, and cut and hashed at their service's limit."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that can have tags."
  type        = map(string)
  default     = {}
  nullable    = false
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

variable "window_seconds" {
  description = "How long changes are collected before they are purged together, in seconds, from 0 to 300. It bounds the cost: at most ten paths in each window."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.window_seconds >= 0 && var.window_seconds <= 300 && floor(var.window_seconds) == var.window_seconds
    error_message = "window_seconds must be a whole number from 0 to 300, but it is ${var.window_seconds}."
  }
}

variable "reserved_concurrency" {
  description = "1, so that one batch is purged at a time; null in an account that has no copy to set aside (new ones often have ten, and AWS keeps those), and then there may be two."
  type        = number
  default     = 1

  validation {
    condition     = var.reserved_concurrency == null || var.reserved_concurrency == 1
    error_message = "reserved_concurrency must be 1 or null, but it is ${coalesce(var.reserved_concurrency, "null")}: more at a time only makes CloudFront say that it is busy."
  }
}
