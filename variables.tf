variable "name" {
  description = <<-EOT
    The stack's name: everything is called after it, so two stacks of one account need two names. 1 to 64 lower-case letters, digits
    and single hyphens, starting with a letter. Where a service takes less, names are cut and end in a hash.
  EOT
  type        = string
  default     = "darkroom"
  nullable    = false

  validation {
    condition     = length(var.name) <= 64 && can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name))
    error_message = "name must be 1 to 64 lower-case letters, digits and single hyphens, starting with a letter, but it is \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags of everything that can have tags, beside `darkroom:stack`, which holds the stack's name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "package" {
  description = <<-EOT
    The zip with the functions: a file of this machine, or an S3 object.
    - `path`: the file; null for where `make build` puts it, `dist/darkroom-<architecture>.zip` in this module's folder.
    - `s3_bucket`: a bucket in the stack's region, instead of a file.
    - `s3_key`: the zip's key there.
    - `s3_object_version`: its version; null for the newest when a function is made. Without it Terraform can't see that the zip changed.
  EOT
  type = object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = (var.package.s3_bucket == null) == (var.package.s3_key == null)
    error_message = join("", [
      "package.s3_bucket and package.s3_key belong together, but only ${var.package.s3_key == null ? "s3_bucket" : "s3_key"} is ",
      "given.",
    ])
  }

  validation {
    condition     = var.package.path == null || (var.package.s3_bucket == null && var.package.s3_key == null)
    error_message = "package.path is \"${coalesce(var.package.path, "null")}\" and an S3 object is given too: use one of them."
  }

  validation {
    condition     = var.package.s3_object_version == null || var.package.s3_bucket != null
    error_message = "package.s3_object_version is \"${coalesce(var.package.s3_object_version, "null")}\" but there is no package.s3_bucket."
  }
}

variable "architecture" {
  description = "What the functions run on, `arm64` or `x86_64`: the package must be built for it."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be arm64 or x86_64, but it is \"${var.architecture}\"."
  }
}

variable "logs" {
  description = <<-EOT
    What the functions write to CloudWatch Logs.
    - `level`: the least that is written: `DEBUG`, `INFO`, `WARN` or `ERROR`.
    - `retention_days`: days that lines are kept: one of CloudWatch's own steps (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365,
      400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), or 0 for ever.
    - `kms_key_arn`: ARN of the KMS key that encrypts them; null for CloudWatch's own. Its policy must let
      `logs.<region>.amazonaws.com` use it.
  EOT
  type = object({
    level          = optional(string, "INFO")
    retention_days = optional(number, 30)
    kms_key_arn    = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.logs.level)
    error_message = "logs.level must be DEBUG, INFO, WARN or ERROR, but it is \"${var.logs.level}\"."
  }

  validation {
    condition = contains(
      [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.logs.retention_days
    )
    error_message = join("", [
      "logs.retention_days must be one of CloudWatch's steps (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, ",
      "1096, 1827, 2192, 2557, 2922, 3288, 3653) or 0 for ever, but it is ${var.logs.retention_days}.",
    ])
  }

  validation {
    condition = var.logs.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.logs.kms_key_arn))
    error_message = join("", [
      "logs.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>; no alias), but it is ",
      "\"${coalesce(var.logs.kms_key_arn, "null")}\".",
    ])
  }
}

variable "tracing" {
  description = "Whether X-Ray records the functions' invocations."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the IAM policy that bounds every role of the stack; null for none."
  type        = string
  default     = null

  validation {
    condition = (
      var.permissions_boundary_arn == null
      || can(regex("^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+$", var.permissions_boundary_arn))
    )
    error_message = join("", [
      "permissions_boundary_arn must be the ARN of an IAM policy (arn:aws:iam::<account>:policy/<name>), but it is ",
      "\"${coalesce(var.permissions_boundary_arn, "null")}\".",
    ])
  }
}
