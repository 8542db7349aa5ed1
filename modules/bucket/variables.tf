variable "name" {
  description = "The stack's name. The bucket's name is derived from it, the account's id and the region, cut and hashed at 63 characters."
  type        = string
  nullable    = false
}

variable "bucket_name" {
  description = "The bucket's whole name, instead of the derived one: 3 to 63 lower-case letters, digits and hyphens."
  type        = string
  default     = null

  validation {
    condition = var.bucket_name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = join("", [
      "bucket_name must be 3 to 63 lower-case letters, digits and hyphens, with no hyphen at either end, but it is ",
      "\"${coalesce(var.bucket_name, "null")}\".",
    ])
  }
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "prefixes" {
  description = <<-EOT
    Where each kind of object lies; each prefix ends with a slash.
    - `originals`: what users upload.
    - `variants`: what Darkroom makes.
    - `manifests`: the record of each original.
    - `locks`: short-lived, expired after `locks_days`.
  EOT
  type = object({
    originals = string
    variants  = string
    manifests = string
    locks     = string
  })
  nullable = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the objects; null for S3's own keys (SSE-S3)."
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
  description = "Days that a replaced or deleted original is kept, from 1 to 3650."
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
    Days after which locks and marks expire that nobody removed, from 15 to 365: longer than any message that may need them can
    last.
  EOT
  type        = number
  nullable    = false

  validation {
    condition     = var.locks_days >= 15 && var.locks_days <= 365 && floor(var.locks_days) == var.locks_days
    error_message = "locks_days must be a whole number from 15 (a day more than dead letters are kept) to 365, but it is ${var.locks_days}."
  }
}

variable "readers" {
  description = <<-EOT
    AWS services that may read objects for one resource of theirs, such as a CloudFront distribution.
    - `sid`: the statement's name, letters and digits.
    - `service`: the service principal, for example `cloudfront.amazonaws.com`.
    - `source_arn`: ARN of the one resource that the service reads for.
    - `prefixes`: what it may read; each ends with a slash.
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
    condition = alltrue(flatten([for reader in var.readers : [for prefix in reader.prefixes : endswith(prefix, "/")]]))
    error_message = join("", [
      "Each of a reader's prefixes must end with a slash, else it also opens its neighbours; received: ",
      "${join(", ", flatten(var.readers[*].prefixes))}.",
    ])
  }
}
