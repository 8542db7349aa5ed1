variable "name" {
  description = "The stack's name. The bucket's name derives from it, the account ID and the region, truncated and hashed at 63."
  type        = string
  nullable    = false
}

variable "bucket_name" {
  description = <<-EOT
    The bucket's full name, instead of the derived one: 3 to 63 lower-case letters, digits and hyphens, and in the name of an existing
    bucket dots too. Required if `create` is false.
  EOT
  type        = string
  default     = null

  validation {
    condition = (
      var.bucket_name == null
      || can(regex(var.create ? "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" : "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    )
    error_message = join("", [
      "bucket_name must be 3 to 63 lower-case letters, digits and hyphens, and not start or end with a hyphen, but it is ",
      "\"${coalesce(var.bucket_name, "null")}\".",
    ])
  }

  validation {
    condition     = var.create || var.bucket_name != null
    error_message = "bucket_name must name the existing bucket, because create is ${var.create}, but it is null."
  }
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "create" {
  description = "Whether to create the bucket. If not, `bucket_name` names an existing one, and no setting of it is changed."
  type        = bool
  default     = true
  nullable    = false
}

variable "originals" {
  description = <<-EOT
    Key prefixes of the originals in this bucket; each ends with a slash, or is empty if the bucket holds nothing else. None if the
    originals are in another bucket.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "prefixes" {
  description = <<-EOT
    Key prefixes of what Darkroom makes; each ends with a slash. Null if that is in another bucket.
    - `variants`: images.
    - `manifests`: the record of each original.
    - `locks`: short-lived locks and marks, which expire after `locks_days`.
  EOT
  type = object({
    variants  = string
    manifests = string
    locks     = string
  })
  default = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the objects; null for S3-managed keys (SSE-S3)."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether destroying the stack deletes the objects in the bucket, originals included."
  type        = bool
  default     = false
  nullable    = false
}

variable "noncurrent_version_days" {
  description = "Days that a replaced or deleted original is retained, from 1 to 3650."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = (
      var.noncurrent_version_days >= 1 && var.noncurrent_version_days <= 3650
      && floor(var.noncurrent_version_days) == var.noncurrent_version_days
    )
    error_message = "noncurrent_version_days must be a whole number from 1 to 3650, but it is ${var.noncurrent_version_days}."
  }
}

variable "locks_days" {
  description = <<-EOT
    Days after which leftover locks and marks expire, from 15 to 365: longer than the lifetime of any message that may need them.
  EOT
  type        = number
  default     = 36
  nullable    = false

  validation {
    condition     = var.locks_days >= 15 && var.locks_days <= 365 && floor(var.locks_days) == var.locks_days
    error_message = "locks_days must be a whole number from 15 (a day more than a dead letter's 14) to 365, but it is ${var.locks_days}."
  }
}

variable "services" {
  description = <<-EOT
    AWS services that may read objects on behalf of one resource, such as a CloudFront distribution.
    - `sid`: the statement's ID, letters and digits.
    - `service`: the service principal, for example `cloudfront.amazonaws.com`.
    - `source_arn`: ARN of that resource.
    - `prefixes`: key prefixes that it may read; each ends with a slash.
  EOT
  type = list(object({
    sid        = string
    service    = string
    source_arn = string
    prefixes   = list(string)
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue(flatten([for reader in var.services : [for prefix in reader.prefixes : endswith(prefix, "/")]]))
    error_message = join("", [
      "Each prefix of services must end with a slash, or it would also match other prefixes that start with it; received: ",
      "${join(", ", [for prefix in flatten(var.services[*].prefixes) : "\"${prefix}\"" if !endswith(prefix, "/")])}.",
    ])
  }
}

variable "readers" {
  description = <<-EOT
    Roles, users and accounts that may read objects, by a name of letters and digits.
    - `arns`: their ARNs.
    - `prefixes`: key prefixes that they may read; each ends with a slash.
  EOT
  type = map(object({
    arns     = list(string)
    prefixes = list(string)
  }))
  default  = {}
  nullable = false
}

variable "policy_statements" {
  description = "Further statements of the bucket's policy, each as JSON."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "uploads" {
  description = <<-EOT
    Web pages whose scripts may upload to this bucket; null for none. An object, so that it decides what is created although an origin
    may be unknown in a plan.
    - `origins`: their origins, for example `https://www.example.com`.
  EOT
  type = object({
    origins = set(string)
  })
  default = null
}

variable "originals_lifecycle" {
  description = <<-EOT
    When originals move to a cheaper storage class, and when they are deleted.
    - `transitions`: `days` after the upload at which they move to `storage_class`.
    - `expire_days`: days after the upload at which they are deleted, and their variants with them; null for never.
    - `expire_folders`: the same for folders under `originals`: days by the folder's key prefix.
  EOT
  type = object({
    transitions = optional(list(object({
      days          = number
      storage_class = string
    })), [])
    expire_days    = optional(number)
    expire_folders = optional(map(number), {})
  })
  default  = {}
  nullable = false
}
