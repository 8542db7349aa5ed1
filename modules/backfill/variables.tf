variable "name" {
  description = "The stack's `name`; the state machine is called `<name>-backfill`, by which `darkroom backfill` finds it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,55}$", var.name))
    error_message = "name must be 1 to 55 letters, digits, hyphens and underscores, but it is \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags of the state machine and its role."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary of the role; null for none."
  type        = string
  default     = null
}

variable "sweep_function_arn" {
  description = "The stack's output `sweep_function_arn`: the function decides which originals are queued, and at which pace."
  type        = string
  nullable    = false
}

variable "bucket_name" {
  description = "The stack's output `bucket_name`: the bucket of originals."
  type        = string
  nullable    = false
}

variable "originals_prefix" {
  description = "Which originals are listed: the stack's `prefixes.originals`, or a folder under it."
  type        = string
  default     = "originals/"
  nullable    = false
}

variable "results" {
  description = <<-EOT
    Where the results of each run are written: a manifest, and which batches succeeded and failed.
    - `bucket_name`: the bucket; null for that of the originals.
    - `prefix`: their prefix, apart from those of originals, variants, manifests and locks.
  EOT
  type = object({
    bucket_name = optional(string)
    prefix      = optional(string, "backfill/")
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", var.results.prefix))
    error_message = "results.prefix must be a prefix of letters, digits, `.`, `_`, `-` and `/`, but it is \"${var.results.prefix}\"."
  }

  # Darkroom would take the results for originals.
  validation {
    condition = var.results.bucket_name != null || !startswith(var.results.prefix, var.originals_prefix)
    error_message = join("", [
      "results.prefix is \"${var.results.prefix}\", which lies under originals_prefix, \"${var.originals_prefix}\", in the same bucket: ",
      "the results would be taken for originals. Choose another results.prefix, or name another bucket in results.bucket_name.",
    ])
  }
}

variable "batch_size" {
  description = "Maximum number of originals in a batch, which is one invocation of the sweep function; from 10 to 500."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.batch_size >= 10 && var.batch_size <= 500 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 10 to 500, but it is ${var.batch_size}."
  }
}

variable "max_concurrency" {
  description = "Maximum number of batches at the same time, from 1 to 1000; they share the rate of the run."
  type        = number
  default     = 8
  nullable    = false

  validation {
    condition     = var.max_concurrency >= 1 && var.max_concurrency <= 1000 && floor(var.max_concurrency) == var.max_concurrency
    error_message = "max_concurrency must be a whole number from 1 to 1000, but it is ${var.max_concurrency}."
  }
}

variable "tolerated_failure_percent" {
  description = "The run fails, and begins no more batches, once more than this share of the originals failed, in percent; from 0 to 100."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.tolerated_failure_percent >= 0 && var.tolerated_failure_percent <= 100
    error_message = "tolerated_failure_percent must be from 0 to 100, but it is ${var.tolerated_failure_percent}."
  }
}
