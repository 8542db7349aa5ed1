# The same file in all modules that make a function: a test compares them.
variable "stack" {
  description = <<-EOT
    What all functions of a stack share.
    - `name`: the stack's name; names here are derived from it, and cut and hashed at their service's limit.
    - `tags`: tags of everything that can have tags.
    - `package`: where the zip is: see modules/lambda.
    - `common`: architecture, logs, tracing and permissions boundary: see modules/lambda.
    - `config`: the configuration as a JSON object, to which each function adds what only it needs.
    - `environment`: environment variables, beside the configuration.
    - `statements`: what the role of every function holds: see `statements` in modules/lambda.
    - `object_statements`: what the roles hold besides that read or write objects.
    - `bucket_arn`: ARN of the bucket.
    - `prefixes`: where it holds originals, variants, manifests and locks; each ends with a slash.
    - `messages`: of queues: `retention_days`, for which a message waits while nothing takes it, from 1 to 13; `kms_key_arn`, ARN
      of the KMS key that encrypts messages, null for SQS's own keys.
  EOT
  type = object({
    name = string
    tags = optional(map(string), {})
    package = object({
      path              = optional(string)
      s3_bucket         = optional(string)
      s3_key            = optional(string)
      s3_object_version = optional(string)
    })
    common = object({
      architecture             = string
      log_retention_days       = number
      log_kms_key_arn          = optional(string)
      tracing                  = optional(bool, false)
      permissions_boundary_arn = optional(string)
    })
    config      = string
    environment = optional(map(string), {})
    statements = optional(list(object({
      sid       = string
      effect    = optional(string, "Allow")
      actions   = list(string)
      resources = list(string)
      condition = optional(map(map(list(string))))
    })), [])
    object_statements = optional(list(object({
      sid       = string
      effect    = optional(string, "Allow")
      actions   = list(string)
      resources = list(string)
      condition = optional(map(map(list(string))))
    })), [])
    bucket_arn = string
    prefixes = object({
      originals = string
      variants  = string
      manifests = string
      locks     = string
    })
    messages = object({
      retention_days = number
      kms_key_arn    = optional(string)
    })
  })
  nullable = false

  validation {
    condition     = can(keys(jsondecode(var.stack.config)))
    error_message = "stack.config must be a JSON object, but it starts with \"${substr(var.stack.config, 0, 40)}\"."
  }
}
