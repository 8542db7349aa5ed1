variable "functions" {
  description = <<-EOT
    What the functions have in common: see docs/functions.md.
    - `vpc`: the VPC that connections come from; null for none. Interface endpoints or NAT must lead to the services that the functions
      call.
      - `subnet_ids`: its subnets, at least one.
      - `security_group_ids`: security groups of the connections, at least one.
      - `ipv6`: whether connections may use IPv6, in subnets that have both.
      - `functions`: the functions that are in the VPC: `process`, `render`, `purge`, `sweep`. Purge calls CloudFront, for which there is
        no endpoint, so it needs NAT.
    - `layers`: ARNs of layer versions for the same architecture, in their order, at most five. The handlers stay Darkroom's.
    - `environment`: additional environment variables, for example of a layer. They count towards Lambda's 4096 bytes.
    - `ephemeral_storage_mb`: size of `/tmp` in MB, from 512 to 10240, for layers that need more. Darkroom's own code writes no files.
    - `code_signing_config_arn`: ARN of the code signing configuration that the package must satisfy; null for none.
  EOT
  type = object({
    vpc = optional(object({
      subnet_ids         = list(string)
      security_group_ids = list(string)
      ipv6               = optional(bool, false)
      functions          = optional(set(string), ["process", "render", "purge", "sweep"])
    }))
    layers                  = optional(list(string), [])
    environment             = optional(map(string), {})
    ephemeral_storage_mb    = optional(number, 512)
    code_signing_config_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.functions.vpc == null ? true : (
      length(var.functions.vpc.subnet_ids) > 0 && length(var.functions.vpc.security_group_ids) > 0
    )
    error_message = join("", [
      "functions.vpc must be null, or have at least one element in each of functions.vpc.subnet_ids and functions.vpc.security_group_ids, ",
      "but they have ${try(length(var.functions.vpc.subnet_ids), 0)} and ${try(length(var.functions.vpc.security_group_ids), 0)}.",
    ])
  }

  validation {
    condition = var.functions.vpc == null ? true : (
      length(setsubtract(var.functions.vpc.functions, ["process", "render", "purge", "sweep"])) == 0
    )
    error_message = join("", [
      "functions.vpc.functions may contain process, render, purge and sweep, but it contains ",
      join(", ", setsubtract(try(var.functions.vpc.functions, []), ["process", "render", "purge", "sweep"])), ".",
    ])
  }

  validation {
    condition     = length(var.functions.layers) <= 5
    error_message = "functions.layers must be at most five, Lambda's maximum, but has ${length(var.functions.layers)}."
  }

  validation {
    condition = alltrue([
      for arn in var.functions.layers : can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$", arn))
    ])
    error_message = join("", [
      "functions.layers must be ARNs of layer versions (arn:aws:lambda:<region>:<account>:layer:<name>:<version>), but received: ",
      join(", ", [
        for index, arn in var.functions.layers : "functions.layers[${index}] = \"${arn}\""
        if !can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$", arn))
      ]), ".",
    ])
  }

  # docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html lists the names that Lambda reserves.
  validation {
    condition = alltrue([
      for name in keys(var.functions.environment) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", name)) && !can(regex(join("", [
        "^(DARKROOM_.*|POWERTOOLS_LOG_LEVEL|NODE_OPTIONS|_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|",
        "AWS_LAMBDA_(FUNCTION|LOG|INITIALIZATION|RUNTIME).*|AWS_ACCESS_KEY.*|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|",
        "AWS_ENDPOINT_URL.*|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$"
      ]), name))
    ])
    error_message = join("", [
      "functions.environment must have names of letters, digits and \"_\", and none that Darkroom (DARKROOM_…, POWERTOOLS_LOG_LEVEL, ",
      "NODE_OPTIONS, AWS_ENDPOINT_URL…) or Lambda (AWS_REGION, _HANDLER and so on) sets; received: ",
      join(", ", [for name in keys(var.functions.environment) : name if !can(regex("^[A-Za-z][A-Za-z0-9_]+$", name)) || can(regex(
        join("", [
          "^(DARKROOM_.*|POWERTOOLS_LOG_LEVEL|NODE_OPTIONS|_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|",
          "AWS_LAMBDA_(FUNCTION|LOG|INITIALIZATION|RUNTIME).*|AWS_ACCESS_KEY.*|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|",
          "AWS_ENDPOINT_URL.*|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$"
        ]), name
      ))]), ". The log level is logs.level.",
    ])
  }

  validation {
    condition = (
      var.functions.ephemeral_storage_mb >= 512 && var.functions.ephemeral_storage_mb <= 10240
      && floor(var.functions.ephemeral_storage_mb) == var.functions.ephemeral_storage_mb
    )
    error_message = join("", [
      "functions.ephemeral_storage_mb must be a whole number of MB from 512 to 10240, but it is ",
      "${var.functions.ephemeral_storage_mb}.",
    ])
  }

  validation {
    condition = var.functions.code_signing_config_arn == null || can(
      regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$", var.functions.code_signing_config_arn)
    )
    error_message = join("", [
      "functions.code_signing_config_arn must be the ARN of a code signing configuration ",
      "(arn:aws:lambda:<region>:<account>:code-signing-config:csc-<id>), but it is ",
      "\"${coalesce(var.functions.code_signing_config_arn, "null")}\".",
    ])
  }
}

variable "roles" {
  description = <<-EOT
    The IAM roles of functions and schedules.
    - `path`: IAM path of the roles; begins and ends with a slash.
    - `name_prefix`: put in front of the roles' names, up to 32 characters.
    - `existing`: roles of yours to use instead, for which Darkroom makes neither role nor policy: the output `role_policies` is what each
      needs. Null for those that Darkroom makes.
      - `process`: the process function's role.
      - `render`: the render function's role.
      - `purge`: the purge function's role.
      - `sweep`: the sweep function's role.
      - `purge_schedule`: the role of purge's schedule.
      - `sweep_schedule`: the role of the sweep's schedule.
      - `arn`: the ARN, in each of them.
  EOT
  type = object({
    path        = optional(string, "/")
    name_prefix = optional(string, "")
    existing = optional(object({
      process        = optional(object({ arn = string }))
      render         = optional(object({ arn = string }))
      purge          = optional(object({ arn = string }))
      sweep          = optional(object({ arn = string }))
      purge_schedule = optional(object({ arn = string }))
      sweep_schedule = optional(object({ arn = string }))
    }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.roles.path) <= 512 && can(regex("^/([!-~]+/)?$", var.roles.path))
    error_message = "roles.path must begin and end with a slash, such as /teams/web/, but it is \"${var.roles.path}\"."
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{0,32}$", var.roles.name_prefix))
    error_message = "roles.name_prefix must be at most 32 letters, digits and +=,.@_-, but it is \"${var.roles.name_prefix}\"."
  }

  validation {
    condition = alltrue([
      for role in values(var.roles.existing) : role == null ? true : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", role.arn))
    ])
    error_message = join("", [
      "Each arn in roles.existing must be that of an IAM role (arn:aws:iam::<account>:role/<path><name>), but received: ",
      join(", ", [
        for name, role in var.roles.existing : "roles.existing.${name}.arn = \"${role.arn}\""
        if role == null ? false : !can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", role.arn))
      ]), ".",
    ])
  }
}
