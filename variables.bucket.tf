variable "bucket" {
  description = <<-EOT
    The bucket that holds originals and, unless `variants_bucket` is set, variants and manifests.
    - `create`: whether to create it. If not, `name` names an existing bucket in the stack's account and region, and Darkroom changes
      no setting of it: docs/buckets.md tells what its owner adds to it, from which outputs.
    - `eventbridge`: whether it sends its events to EventBridge, for your own rules; `upload_events.eventbridge` implies it.
    - `name`: its full name, 3 to 63 lower-case letters, digits and hyphens (of an existing bucket also dots); null for a name derived
      from the stack's name, the account ID and the region.
    - `kms_key_arn`: ARN of the KMS key that encrypts the objects; null for S3-managed keys (SSE-S3). With a KMS key, equal bytes
      have different ETags, so an original that is uploaded again unchanged is processed again.
    - `force_destroy`: whether destroying the stack deletes the objects, originals included. If not, a destroy is refused, before
      anything is destroyed, as long as the bucket is not empty.
    - `noncurrent_version_days`: days for which a replaced or deleted original can be restored, from 1 to 3650.
    - `readers`: who else may read objects, by a name of letters and digits.
      - `arns`: ARNs of roles, users or accounts.
      - `prefixes`: key prefixes under which they may read; each ends with a slash.
    - `policy_statements`: further statements of the bucket's policy, each as JSON, with a `Sid` of its own.
    - `originals_lifecycle`: what happens to originals as they age.
      - `transitions`: when they move to another storage class.
      - `days`: days after the upload, at least 30 for the classes whose names end in `_IA`.
      - `storage_class`: STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE. An original in the last
        two keeps its variants, but no new ones can be made until it is restored: docs/buckets.md.
      - `expire_days`: days after the upload at which they are deleted, and their variants with them; null for never.
      - `expire_folders`: the same for folders: days by the folder's path under `originals.prefix`, which ends with a slash. Where both
        apply, the fewer days count.
  EOT
  type = object({
    create                  = optional(bool, true)
    eventbridge             = optional(bool, false)
    name                    = optional(string)
    kms_key_arn             = optional(string)
    force_destroy           = optional(bool, false)
    noncurrent_version_days = optional(number, 30)
    readers = optional(map(object({
      arns     = list(string)
      prefixes = optional(list(string), ["variants/"])
    })), {})
    policy_statements = optional(list(string), [])
    originals_lifecycle = optional(object({
      transitions = optional(list(object({
        days          = number
        storage_class = string
      })), [])
      expire_days    = optional(number)
      expire_folders = optional(map(number), {})
    }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition = var.bucket.name == null || can(regex(
      var.bucket.create ? "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" : "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket.name
    ))
    error_message = join("", [
      "bucket.name must be 3 to 63 lower-case letters, digits and hyphens, and not start or end with a hyphen, but it is ",
      "\"${coalesce(var.bucket.name, "null")}\".",
    ])
  }

  validation {
    condition = var.bucket.create || !var.bucket.eventbridge
    error_message = join("", [
      "bucket.create is false, so Darkroom does not change the notifications of \"${coalesce(var.bucket.name, "null")}\", but ",
      "bucket.eventbridge is true: remove it here, and set it where the bucket is made.",
    ])
  }

  validation {
    condition     = var.bucket.create || var.bucket.name != null
    error_message = "bucket.create is ${var.bucket.create}, so bucket.name must name the existing bucket, but it is null."
  }

  validation {
    condition = var.bucket.create || alltrue([
      !var.bucket.force_destroy,
      length(var.bucket.readers) == 0,
      length(var.bucket.policy_statements) == 0,
      jsonencode(var.bucket.originals_lifecycle) == jsonencode({ expire_days = null, expire_folders = {}, transitions = [] }),
    ])
    error_message = join("", [
      "bucket.create is false, so Darkroom changes no setting of the bucket \"${coalesce(var.bucket.name, "null")}\", but ",
      "bucket.${join(" and bucket.", [for name, is_set in {
        force_destroy     = var.bucket.force_destroy
        readers           = length(var.bucket.readers) > 0
        policy_statements = length(var.bucket.policy_statements) > 0
        originals_lifecycle = (
          jsonencode(var.bucket.originals_lifecycle) != jsonencode({ expire_days = null, expire_folders = {}, transitions = [] })
        )
      } : name if is_set])} is set: remove it here, and configure it where the bucket is made.",
    ])
  }

  validation {
    condition = var.bucket.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.bucket.kms_key_arn))
    error_message = join("", [
      "bucket.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>, not an alias), but it is ",
      "\"${coalesce(var.bucket.kms_key_arn, "null")}\".",
    ])
  }

  validation {
    condition = (
      var.bucket.noncurrent_version_days >= 1 && var.bucket.noncurrent_version_days <= 3650
      && floor(var.bucket.noncurrent_version_days) == var.bucket.noncurrent_version_days
    )
    error_message = "bucket.noncurrent_version_days must be a whole number from 1 to 3650, but it is ${var.bucket.noncurrent_version_days}."
  }

  validation {
    condition = alltrue([
      for name, reader in var.bucket.readers :
      can(regex("^[A-Za-z0-9]+$", name)) && length(reader.arns) > 0 && length(reader.prefixes) > 0
      && alltrue([for arn in reader.arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(root|role/.+|user/.+)$", arn))])
      && alltrue([for prefix in reader.prefixes : endswith(prefix, "/")])
    ])
    error_message = join("", [
      "Each of bucket.readers must have a name of letters and digits, one or more arns of roles, users or accounts ",
      "(arn:aws:iam::<account>:role/<name>, …:user/<name> or …:root) and prefixes that end with a slash; received: ",
      join(", ", [for name, reader in var.bucket.readers : "bucket.readers[\"${name}\"] = ${jsonencode(reader)}" if !(
        can(regex("^[A-Za-z0-9]+$", name)) && length(reader.arns) > 0 && length(reader.prefixes) > 0
        && alltrue([for arn in reader.arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(root|role/.+|user/.+)$", arn))])
        && alltrue([for prefix in reader.prefixes : endswith(prefix, "/")])
      )]), ".",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.bucket.policy_statements :
      can([jsondecode(statement).Sid, jsondecode(statement).Effect])
      && !contains(["DenyPlainHttp", "ReadByCloudFront"], try(jsondecode(statement).Sid, ""))
    ])
    error_message = join("", [
      "Each of bucket.policy_statements must be one statement as JSON, jsonencode({ Sid = …, Effect = …, … }), with a Sid other ",
      "than DenyPlainHttp and ReadByCloudFront, which are Darkroom's own; received: ",
      join(", ", [
        for index, statement in var.bucket.policy_statements : "bucket.policy_statements[${index}] = ${statement}"
        if !can([jsondecode(statement).Sid, jsondecode(statement).Effect])
        || contains(["DenyPlainHttp", "ReadByCloudFront"], try(jsondecode(statement).Sid, ""))
      ]), ".",
    ])
  }

  validation {
    condition = alltrue([
      for transition in var.bucket.originals_lifecycle.transitions :
      contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], transition.storage_class)
      && transition.days >= (endswith(transition.storage_class, "_IA") ? 30 : 0) && floor(transition.days) == transition.days
    ])
    error_message = join("", [
      "Each of bucket.originals_lifecycle.transitions needs a storage_class (STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, ",
      "GLACIER_IR, GLACIER or DEEP_ARCHIVE) and whole days, at least 30 for STANDARD_IA and ONEZONE_IA; received: ",
      join(", ", [
        for index, transition in var.bucket.originals_lifecycle.transitions :
        "bucket.originals_lifecycle.transitions[${index}] = ${jsonencode(transition)}" if !(
          contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], transition.storage_class)
          && transition.days >= (endswith(transition.storage_class, "_IA") ? 30 : 0) && floor(transition.days) == transition.days
        )
      ]), ".",
    ])
  }

  validation {
    condition = var.bucket.originals_lifecycle.expire_days == null ? true : (
      floor(var.bucket.originals_lifecycle.expire_days) == var.bucket.originals_lifecycle.expire_days
      && var.bucket.originals_lifecycle.expire_days > max(0, var.bucket.originals_lifecycle.transitions[*].days...)
    )
    error_message = join("", [
      "bucket.originals_lifecycle.expire_days must be a whole number of days, at least 1 and more than each of transitions, but it is ",
      "${coalesce(var.bucket.originals_lifecycle.expire_days, 0)}.",
    ])
  }

  validation {
    condition = alltrue([
      for folder, days in var.bucket.originals_lifecycle.expire_folders :
      can(regex("^[^/].*/$", folder)) && days >= 1 && floor(days) == days
    ])
    error_message = join("", [
      "Each of bucket.originals_lifecycle.expire_folders needs a folder that ends with a slash and does not begin with one, and a ",
      "whole number of days, at least 1; received: ",
      "${join(", ", [
        for folder, days in var.bucket.originals_lifecycle.expire_folders : "\"${folder}\" = ${days}"
        if !(can(regex("^[^/].*/$", folder)) && days >= 1 && floor(days) == days)
      ])}.",
    ])
  }
}

variable "variants_bucket" {
  description = <<-EOT
    A bucket of their own for variants, manifests and locks, which the CDN reads; null to keep them in the originals' bucket.
    - `create`: whether to create it; if not, `name` names an existing bucket, as for `bucket`.
    - `name`: its full name, as for `bucket`; null for a name derived from the stack's name, the account ID and the region.
    - `kms_key_arn`: ARN of the KMS key that encrypts the objects; null for S3-managed keys (SSE-S3).
    - `force_destroy`: whether destroying the stack deletes the objects, all of which can be made again from the originals. If not, a
      destroy is refused as long as the bucket is not empty.
  EOT
  type = object({
    create        = optional(bool, true)
    name          = optional(string)
    kms_key_arn   = optional(string)
    force_destroy = optional(bool, true)
  })
  default = null

  validation {
    condition = try(var.variants_bucket.name, null) == null || can(regex(
      try(var.variants_bucket.create, true) ? "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" : "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
      var.variants_bucket.name
    ))
    error_message = join("", [
      "variants_bucket.name must be 3 to 63 lower-case letters, digits and hyphens, and not start or end with a hyphen, but it is ",
      "\"${try(coalesce(var.variants_bucket.name), "null")}\".",
    ])
  }

  validation {
    condition = try(var.variants_bucket.create, true) || try(var.variants_bucket.name, null) != null
    error_message = join("", [
      "variants_bucket.create is ${try(var.variants_bucket.create, true)}, so variants_bucket.name must name the existing bucket, but ",
      "it is null.",
    ])
  }

  validation {
    condition = try(var.variants_bucket.name, null) == null || try(var.variants_bucket.name, null) != var.bucket.name
    error_message = join("", [
      "variants_bucket.name and bucket.name are both \"${try(coalesce(var.variants_bucket.name), "null")}\": leave variants_bucket ",
      "null to keep everything in one bucket.",
    ])
  }

  validation {
    condition = try(var.variants_bucket.kms_key_arn, null) == null || can(regex(
      "^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.variants_bucket.kms_key_arn
    ))
    error_message = join("", [
      "variants_bucket.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>, not an alias), but it is ",
      "\"${try(coalesce(var.variants_bucket.kms_key_arn), "null")}\".",
    ])
  }
}
