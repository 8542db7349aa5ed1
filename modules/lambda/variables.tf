variable "name" {
  description = "Name of the function, truncated and hashed at 64 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the function, its role, log group and trigger."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "function" {
  description = <<-EOT
    Settings of this function.
    - `description`: one line, shown in the console.
    - `handler`: file and export in the package, for example `process.handler`.
    - `memory_mb`: memory in MB, from 128 to 10240; 1769 MB equal one vCPU.
    - `timeout_seconds`: timeout in seconds, from 1 to 900.
    - `reserved_concurrency`: reserved concurrent executions, which is also the maximum; null for no reservation and no maximum.
    - `environment`: environment variables, at most 4 KB in total, as modules/environment-size counts them.
    - `statements`: policy statements of its role, in addition to writing logs and traces and receiving messages: `sid`, `effect`,
      `actions`, `resources`, and `condition` (operator → key → values; null for none).
    - `url`: whether it has a function URL, for callers with IAM permission.
    - `provisioned_concurrency`: execution environments that are kept ready for the URL, which then belongs to an alias; null for none.
    - `queue`: the queue that triggers it, or null: `arn`, `batch_size` (1 to 10), `max_concurrency` (2 to 1000; null for a FIFO
      queue, whose concurrency is its number of message groups).
  EOT
  type = object({
    description          = string
    handler              = string
    memory_mb            = number
    timeout_seconds      = number
    reserved_concurrency = optional(number)
    environment          = map(string)
    statements = list(object({
      sid       = string
      effect    = optional(string, "Allow")
      actions   = list(string)
      resources = list(string)
      condition = optional(map(map(list(string))))
    }))
    url                     = optional(bool, false)
    provisioned_concurrency = optional(number)
    queue = optional(object({
      arn             = string
      batch_size      = optional(number, 1)
      max_concurrency = optional(number)
    }))
  })
  nullable = false

  validation {
    condition = (
      var.function.memory_mb >= 128 && var.function.memory_mb <= 10240
      && floor(var.function.memory_mb) == var.function.memory_mb
    )
    error_message = "function.memory_mb must be a whole number from 128 to 10240, but it is ${var.function.memory_mb}."
  }

  validation {
    condition = (
      var.function.timeout_seconds >= 1 && var.function.timeout_seconds <= 900
      && floor(var.function.timeout_seconds) == var.function.timeout_seconds
    )
    error_message = "function.timeout_seconds must be a whole number from 1 to 900, but it is ${var.function.timeout_seconds}."
  }

  validation {
    condition = alltrue([for statement in var.function.statements : contains(["Allow", "Deny"], statement.effect)])
    error_message = join("", [
      "The effect of each of function.statements must be Allow or Deny; received: ",
      "${join(", ", [for each in var.function.statements : "${each.sid}: ${each.effect}" if !contains(["Allow", "Deny"], each.effect)])}.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.function.statements : statement.effect == "Deny" || alltrue([
        for action in statement.actions : !strcontains(action, "*")
      ])
    ])
    error_message = join("", [
      "Allow statements of function.statements must name each action, without wildcards; received: ",
      join(", ", [for action in flatten([
        for each in var.function.statements : each.actions if each.effect != "Deny"
      ]) : action if strcontains(action, "*")]), ".",
    ])
  }

  validation {
    condition = try(var.function.queue.max_concurrency, null) == null ? true : (
      var.function.queue.max_concurrency >= 2 && var.function.queue.max_concurrency <= 1000
    )
    error_message = join("", [
      "function.queue.max_concurrency must be from 2 to 1000, but it is ",
      "${try(coalesce(var.function.queue.max_concurrency, "null"), "null")}.",
    ])
  }

  validation {
    condition = var.function.provisioned_concurrency == null || var.function.url
    error_message = join("", [
      "function.provisioned_concurrency must be null unless function.url is true, because the URL's alias has it, but it is ",
      "${coalesce(var.function.provisioned_concurrency, "null")}.",
    ])
  }

  # Otherwise AWS refuses the trigger, and only during the apply.
  validation {
    condition = try(coalesce(var.function.queue.max_concurrency, 1) <= var.function.reserved_concurrency, true)
    error_message = join("", [
      "function.queue.max_concurrency (${try(coalesce(var.function.queue.max_concurrency, "null"), "null")}) must not exceed ",
      "function.reserved_concurrency (${try(coalesce(var.function.reserved_concurrency, "null"), "null")}): AWS refuses that.",
    ])
  }
}

variable "package" {
  description = <<-EOT
    Location of the zip: either `path`, or `s3_bucket` and `s3_key`.
    - `path`: path of a local file.
    - `s3_bucket`: a bucket in the function's region.
    - `s3_key`: the zip's key in it.
    - `s3_object_version`: the zip's version; null for the latest when the function is created.
  EOT
  type = object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
  })
  nullable = false

  validation {
    condition = (
      var.package.path != null
      ? var.package.s3_bucket == null && var.package.s3_key == null && var.package.s3_object_version == null
      : var.package.s3_bucket != null && var.package.s3_key != null
    )
    error_message = join("", [
      "package must contain either path, or s3_bucket and s3_key; received: ",
      "${join(", ", [for attribute, value in var.package : attribute if value != null])}.",
    ])
  }
}

variable "common" {
  description = <<-EOT
    Settings shared by all functions of a stack.
    - `architecture`: `arm64` or `x86_64`; the package must be built for it.
    - `log_retention_days`: days that logs are retained: a value that CloudWatch Logs supports, or 0 to retain them indefinitely.
    - `log_kms_key_arn`: ARN of the KMS key that encrypts the logs; null for CloudWatch's own encryption.
    - `tracing`: whether invocations are traced with X-Ray.
    - `permissions_boundary_arn`: ARN of the policy used as the permissions boundary of the role; null for none.
    - `role_path`: IAM path of the role; begins and ends with a slash.
    - `role_name_prefix`: put in front of the role's name.
    - `role`: an existing role to use, which gets no policy here; null to make one.
      - `arn`: its ARN.
    - `log_class`: class of the log group: `STANDARD` or `INFREQUENT_ACCESS`.
    - `log_group_prefix`: put in front of the function's name for the log group's; ends with a slash.
    - `log_group`: an existing log group to write to; null to make one.
      - `name`: its name.
    - `vpc`: the VPC that the function's connections come from; null for none.
      - `subnet_ids`: its subnets.
      - `security_group_ids`: its security groups.
      - `ipv6`: whether connections may use IPv6, in subnets that have both.
    - `layers`: ARNs of layer versions, in their order, at most five.
    - `ephemeral_storage_mb`: size of `/tmp` in MB, from 512 to 10240.
    - `code_signing_config_arn`: ARN of the code signing configuration that the package must satisfy; null for none.
  EOT
  type = object({
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
  nullable = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.common.architecture)
    error_message = "common.architecture must be arm64 or x86_64, but it is \"${var.common.architecture}\"."
  }
}
