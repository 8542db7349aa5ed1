variable "name" {
  description = <<-EOT
    The stack's name, which all resource names are derived from, so each stack in an account needs its own. 1 to 64 lower-case letters,
    digits and single hyphens, starting with a letter. Names that exceed a service's limit are truncated and end in a hash.
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
  description = "Tags of all resources that support tags, in addition to `darkroom:stack`, which holds the stack's name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "package" {
  description = <<-EOT
    The zip with the functions' code: a local file or an S3 object.
    - `path`: path of the file; null for the output of `make build`, `dist/darkroom-<architecture>.zip` in this module's folder.
    - `s3_bucket`: a bucket in the stack's region, instead of a file.
    - `s3_key`: the zip's key in it.
    - `s3_object_version`: the zip's version; null for the latest when a function is created, and then Terraform can't detect a change
      of the zip.
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
      "package.s3_bucket and package.s3_key must be set together, but only ${var.package.s3_key == null ? "s3_bucket" : "s3_key"} ",
      "is set.",
    ])
  }

  validation {
    condition     = var.package.path == null || (var.package.s3_bucket == null && var.package.s3_key == null)
    error_message = "package.path is \"${coalesce(var.package.path, "null")}\" and an S3 object is set too: set only one of them."
  }

  validation {
    condition = var.package.s3_object_version == null || var.package.s3_bucket != null
    error_message = join("", [
      "package.s3_object_version is \"${coalesce(var.package.s3_object_version, "null")}\" but package.s3_bucket is not set: ",
      "set both or neither.",
    ])
  }
}

variable "architecture" {
  description = "Instruction set of the functions, `arm64` or `x86_64`. The package must be built for it."
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
    The functions' logs in CloudWatch Logs.
    - `level`: minimum log level: `DEBUG`, `INFO`, `WARN` or `ERROR`.
    - `retention_days`: days that logs are retained: a value that CloudWatch Logs supports (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180,
      365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), or 0 to retain them indefinitely.
    - `kms_key_arn`: ARN of the KMS key that encrypts the logs; null for CloudWatch's own encryption. Its policy must let
      `logs.<region>.amazonaws.com` use it.
    - `class`: class of the log groups: `STANDARD`, or `INFREQUENT_ACCESS`, which costs half but yields no metrics, so `observability`
      must then be null. It can't be changed later: the log groups would be replaced.
    - `group_prefix`: put in front of each function's name for its log group's; begins and ends with a slash.
    - `existing_groups`: log groups of yours to write to instead, one for all functions or one each, whose retention, key and class are
      yours. Null for those that Darkroom makes.
      - `process`: the process function's.
      - `render`: the render function's.
      - `purge`: the purge function's.
      - `sweep`: the sweep function's.
      - `name`: the name, in each of them.
  EOT
  type = object({
    level          = optional(string, "INFO")
    retention_days = optional(number, 30)
    kms_key_arn    = optional(string)
    class          = optional(string, "STANDARD")
    group_prefix   = optional(string, "/aws/lambda/")
    existing_groups = optional(object({
      process = optional(object({ name = string }))
      render  = optional(object({ name = string }))
      purge   = optional(object({ name = string }))
      sweep   = optional(object({ name = string }))
    }), {})
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
      "logs.retention_days must be a value that CloudWatch Logs supports (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, ",
      "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653) or 0 to retain logs indefinitely, but it is ",
      "${var.logs.retention_days}.",
    ])
  }

  validation {
    condition = var.logs.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.logs.kms_key_arn))
    error_message = join("", [
      "logs.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>, not an alias), but it is ",
      "\"${coalesce(var.logs.kms_key_arn, "null")}\".",
    ])
  }

  validation {
    condition     = contains(["STANDARD", "INFREQUENT_ACCESS"], var.logs.class)
    error_message = "logs.class must be STANDARD or INFREQUENT_ACCESS, but it is \"${var.logs.class}\"."
  }

  # docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html: without the embedded metric format.
  validation {
    condition = var.logs.class == "STANDARD" || var.observability == null
    error_message = join("", [
      "logs.class is ${var.logs.class}, from which CloudWatch takes no metrics, so observability's alarms would see nothing: set ",
      "logs.class to STANDARD, or observability to null.",
    ])
  }

  validation {
    condition     = length(var.logs.group_prefix) <= 256 && can(regex("^/([A-Za-z0-9_.#-]+/)*$", var.logs.group_prefix))
    error_message = "logs.group_prefix must begin and end with a slash, such as /photos/, but it is \"${var.logs.group_prefix}\"."
  }
}

variable "tracing" {
  description = "Whether the functions' invocations are traced with X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the IAM policy used as the permissions boundary of every role in the stack; null for none."
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
