variable "environment" {
  description = "The environment's name, part of every resource's name."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod, but it is \"${var.environment}\"."
  }
}

variable "region" {
  description = "The AWS region of all resources but CloudFront's."
  type        = string
  default     = "eu-central-1"
  nullable    = false
}

variable "account_id" {
  description = "The only AWS account that this environment may be planned in; null for any."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be the twelve digits of an AWS account, but it is \"${coalesce(var.account_id, "null")}\"."
  }
}

variable "bucket" {
  description = <<-EOT
    The module's `bucket`, of which these differ.
    - `force_destroy`: whether the bucket is destroyed together with its objects.
    - `noncurrent_version_days`: days that overwritten and deleted objects are kept.
  EOT
  type = object({
    force_destroy           = optional(bool, false)
    noncurrent_version_days = optional(number, 30)
  })
  default  = {}
  nullable = false
}

variable "process" {
  description = <<-EOT
    The module's `process`, of which this differs.
    - `max_concurrency`: maximum number of originals processed at once.
  EOT
  type = object({
    max_concurrency = optional(number, 10)
  })
  default  = {}
  nullable = false
}

variable "render" {
  description = <<-EOT
    The module's `render`, of which this differs.
    - `reserved_concurrency`: maximum number of variants made on request at once; null for no limit of its own. A new account has
      a quota of 10, of which nothing can be reserved.
  EOT
  type = object({
    reserved_concurrency = optional(number)
  })
  default  = {}
  nullable = false
}

variable "messages" {
  description = <<-EOT
    The module's `messages`, of which this differs.
    - `retention_days`: days that an upload waits for a broken function to be repaired.
  EOT
  type = object({
    retention_days = optional(number, 4)
  })
  default  = {}
  nullable = false
}

variable "logs" {
  description = <<-EOT
    The module's `logs`, of which these differ.
    - `level`: minimum log level.
    - `retention_days`: days that logs are kept.
  EOT
  type = object({
    level          = optional(string, "INFO")
    retention_days = optional(number, 30)
  })
  default  = {}
  nullable = false
}

variable "tracing" {
  description = "Whether the functions' invocations are traced with X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "price_class" {
  description = "The CloudFront locations that serve images, `PriceClass_100`, `PriceClass_200` or `PriceClass_All`."
  type        = string
  default     = "PriceClass_100"
  nullable    = false
}

variable "alarms" {
  description = "Whether there are alarms, with a topic for them, and a dashboard."
  type        = bool
  default     = false
  nullable    = false
}

variable "package" {
  description = <<-EOT
    The zip with the functions' code: see the module's variable of the same name.
    - `path`: path of a local file; null for the zip in the module's folder.
    - `s3_bucket`: a bucket, instead of a file.
    - `s3_key`: the zip's key in it.
  EOT
  type = object({
    path      = optional(string)
    s3_bucket = optional(string)
    s3_key    = optional(string)
  })
  default  = {}
  nullable = false
}

variable "edge_path" {
  description = "Path of the viewer function's bundle; null for the one in the module's folder."
  type        = string
  default     = null
}
