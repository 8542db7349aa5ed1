# Identical in every module that creates a function; a test compares the copies.
variable "stack" {
  description = <<-EOT
    Settings shared by all functions of a stack.
    - `name`: the stack's name; resource names are derived from it, truncated and hashed at the service's limit.
    - `tags`: tags of all resources that support tags.
    - `package`: location of the zip: see modules/lambda.
    - `common`: architecture, logs, tracing, role, VPC and layers: see modules/lambda.
    - `schedule_role`: an existing role for the function's schedule, with its `arn`; null to make one.
    - `config`: the shared configuration, a JSON object; each function adds its own keys.
    - `environment`: environment variables in addition to the configuration.
    - `statements`: policy statements for every function's role: see `statements` in modules/lambda.
    - `object_statements`: additional policy statements for roles that read or write objects.
    - `bucket_arn`: ARN of the bucket of originals.
    - `variants_bucket_arn`: ARN of the bucket of variants, manifests and locks; null for the same bucket.
    - `prefixes`: key prefixes of originals, variants, manifests and locks; each ends with a slash, or is empty. `folders`: the folders
      under `originals` that hold originals; none for all.
    - `messages`: settings of the queues: `retention_days`, days that an unprocessed message is retained, from 1 to 13;
      `kms_key_arn`, ARN of the KMS key that encrypts messages, null for SQS-managed keys.
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
      role_path                = optional(string, "/")
      role_name_prefix         = optional(string, "")
      role = optional(object({
        arn = string
      }))
      log_class        = optional(string, "STANDARD")
      log_group_prefix = optional(string, "/aws/lambda/")
      log_group = optional(object({
        name = string
      }))
      vpc = optional(object({
        subnet_ids         = list(string)
        security_group_ids = list(string)
        ipv6               = optional(bool, false)
      }))
      layers                  = optional(list(string), [])
      ephemeral_storage_mb    = optional(number, 512)
      code_signing_config_arn = optional(string)
    })
    schedule_role = optional(object({
      arn = string
    }))
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
    bucket_arn          = string
    variants_bucket_arn = optional(string)
    prefixes = object({
      originals = string
      folders   = optional(list(string), [])
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
