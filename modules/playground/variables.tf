variable "name" {
  description = "The stack's name, `name` of the module darkroom. Names here are `<name>-playground`, cut and hashed at 64 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of all resources that support tags."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "client" {
  description = <<-EOT
    The output `client` of the module darkroom, as it is. The stack needs `uploads`, and `cdn.manifests`. It is stored in the bucket
    of variants and nothing else here depends on it, so that `cdn.cors_origin` and `uploads.origins` may have this module's `origin`.
  EOT
  type = object({
    url = string
    presets = map(object({
      width   = number
      height  = number
      fit     = string
      enlarge = bool
      formats = list(string)
    }))
    transforms = object({
      maxDimension = number
      formats      = list(string)
    })
    manifests = bool
    upload = object({
      bucket  = string
      prefix  = string
      folders = list(string)
      bytes   = number
    })
  })
  nullable = false
}

variable "bucket_arn" {
  description = "The output `bucket_arn` of the module darkroom."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[^/*]+$", var.bucket_arn))
    error_message = "bucket_arn must be the ARN of a bucket (arn:aws:s3:::<name>), but it is \"${var.bucket_arn}\"."
  }
}

variable "variants_bucket_arn" {
  description = "The output `variants_bucket_arn` of the module darkroom."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[^/*]+$", var.variants_bucket_arn))
    error_message = "variants_bucket_arn must be the ARN of a bucket (arn:aws:s3:::<name>), but it is \"${var.variants_bucket_arn}\"."
  }
}

variable "originals_prefix" {
  description = "`originals.prefix` of the module darkroom: empty, or ending with a slash."
  type        = string
  default     = "originals/"
  nullable    = false

  validation {
    condition     = var.originals_prefix == "" || endswith(var.originals_prefix, "/")
    error_message = "originals_prefix must be empty or end with a slash, but it is \"${var.originals_prefix}\"."
  }
}

variable "folder" {
  description = <<-EOT
    The only folder of photos that the playground can list, read, write or delete: lower-case letters, digits and hyphens, ending with
    a slash. Its photos expire: pass the output `expire_folders` to `bucket.originals_lifecycle` of the module darkroom.
  EOT
  type        = string
  default     = "playground/"
  nullable    = false

  validation {
    condition = can(regex("^([a-z0-9][a-z0-9-]*/)+$", var.folder))
    error_message = join("", [
      "folder must be one or more names of lower-case letters, digits and hyphens, each with a slash after it (playground/), but it ",
      "is \"${var.folder}\".",
    ])
  }
}

variable "expire_days" {
  description = "Days after which a photo in the folder is deleted, from 1 to 365."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.expire_days >= 1 && var.expire_days <= 365 && floor(var.expire_days) == var.expire_days
    error_message = "expire_days must be a whole number from 1 to 365, but it is ${var.expire_days}."
  }
}

variable "secret" {
  description = <<-EOT
    The parameter of SSM that holds who may use the playground. You make it, so that neither Terraform nor its state has the value:
    a SecureString of JSON, `{"token": "…"}` with at least 32 ASCII characters without spaces, and for signed URLs also `"signingKey"`,
    the newest of `signing_keys`. Until it is there, nobody is admitted.
    - `parameter`: its name; null for `/darkroom/<name>/playground`.
    - `kms_key_arn`: ARN of the KMS key that encrypts it; null for the account's key `aws/ssm`.
  EOT
  type = object({
    parameter   = optional(string)
    kms_key_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.secret.parameter == null ? true : can(regex("^(/[A-Za-z0-9_.-]+)+$", var.secret.parameter)) && !can(
      regex("^/(?i:aws|ssm)", var.secret.parameter)
    )
    error_message = join("", [
      "secret.parameter must be a name such as /darkroom/gallery/playground, of letters, digits, _, . and -, that does not begin with ",
      "/aws or /ssm, but it is \"${coalesce(var.secret.parameter, "null")}\".",
    ])
  }

  validation {
    condition = var.secret.kms_key_arn == null ? true : can(
      regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.secret.kms_key_arn)
    )
    error_message = join("", [
      "secret.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>, not an alias), but it is ",
      "\"${coalesce(var.secret.kms_key_arn, "null")}\".",
    ])
  }
}

variable "bucket_kms_key_arn" {
  description = "`bucket.kms_key_arn` of the module darkroom; null for S3's own keys."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = <<-EOT
    Concurrent executions that the function may use, and keeps for itself: requests without the token cannot take more from the
    stack's functions. Null for no reservation and no maximum: an account with a quota of ten, as new ones have, has nothing to reserve.
  EOT
  type        = number
  default     = null

  validation {
    condition = var.reserved_concurrency == null ? true : (
      var.reserved_concurrency >= 1 && floor(var.reserved_concurrency) == var.reserved_concurrency
    )
    error_message = "reserved_concurrency must be null or a whole number of at least 1, but it is ${coalesce(var.reserved_concurrency, 0)}."
  }
}

variable "web_acl_arn" {
  description = "ARN of a WAF web ACL for CloudFront, for example one that allows your addresses only; null for none."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the function's log is kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of a permissions boundary for the function's role; null for none."
  type        = string
  default     = null
}

variable "package_path" {
  description = "Path of the function's zip; null for what `make build` makes, `dist/darkroom-playground.zip` in the repository."
  type        = string
  default     = null
}
