variable "package" {
  description = "Where the zip is: see modules/lambda."
  type = object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
  })
  nullable = false
}

variable "common" {
  description = "What all functions of a stack share: see modules/lambda."
  type = object({
    architecture             = string
    log_retention_days       = number
    log_kms_key_arn          = optional(string)
    tracing                  = optional(bool, false)
    permissions_boundary_arn = optional(string)
  })
  nullable = false
}

variable "config" {
  description = "The stack's configuration as JSON, to which this function adds what only it needs."
  type        = string
  nullable    = false

  validation {
    condition     = can(keys(jsondecode(var.config)))
    error_message = "config must be a JSON object, but it starts with \"${substr(var.config, 0, 40)}\"."
  }
}

variable "environment" {
  description = "Environment variables that all functions have, beside the configuration."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "statements" {
  description = "What the roles of all functions hold: see `statements` in modules/lambda."
  type = list(object({
    sid       = string
    effect    = optional(string, "Allow")
    actions   = list(string)
    resources = list(string)
    condition = optional(map(map(list(string))))
  }))
  default  = []
  nullable = false
}

variable "messages" {
  description = <<-EOT
    The queue of changes.
    - `retention_days`: days that a change waits while nothing takes it, from 1 to 13.
    - `kms_key_arn`: ARN of the KMS key that encrypts messages; null for SQS's own keys.
  EOT
  type = object({
    retention_days = optional(number, 4)
    kms_key_arn    = optional(string)
  })
  default  = {}
  nullable = false
}
