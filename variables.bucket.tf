variable "bucket" {
  description = <<-EOT
    The bucket that holds originals, variants and manifests.
    - `name`: its full name, 3 to 63 lower-case letters, digits and hyphens; null for a name derived from the stack's name, the
      account ID and the region.
    - `kms_key_arn`: ARN of the KMS key that encrypts the objects; null for S3-managed keys (SSE-S3). With a KMS key, equal bytes
      have different ETags, so an original that is uploaded again unchanged is processed again.
    - `force_destroy`: whether destroying the stack deletes the objects, originals included.
    - `noncurrent_version_days`: days for which a replaced or deleted original can be restored, from 1 to 3650.
  EOT
  type = object({
    name                    = optional(string)
    kms_key_arn             = optional(string)
    force_destroy           = optional(bool, false)
    noncurrent_version_days = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.bucket.name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket.name))
    error_message = join("", [
      "bucket.name must be 3 to 63 lower-case letters, digits and hyphens, and not start or end with a hyphen, but it is ",
      "\"${coalesce(var.bucket.name, "null")}\".",
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
}

variable "originals_prefix" {
  description = <<-EOT
    Key prefix of the originals, for example `originals/` or `media/photos/`: at most 200 characters, ending with a slash, without
    empty or dot segments, and outside `variants/`, `manifests/` and `locks/`.
  EOT
  type        = string
  default     = "originals/"
  nullable    = false

  validation {
    condition = length(var.originals_prefix) <= 200 && can(regex("^([A-Za-z0-9!_.'()-]+/)+$", var.originals_prefix))
    error_message = join("", [
      "originals_prefix must be at most 200 characters, end with a slash but not start with one, and contain only letters, ",
      "digits and ! _ . ' ( ) - in its segments, but it is \"${var.originals_prefix}\".",
    ])
  }

  validation {
    condition     = alltrue([for segment in split("/", var.originals_prefix) : !contains([".", ".."], segment)])
    error_message = "originals_prefix must not contain dot segments, which no URL can address, but it is \"${var.originals_prefix}\"."
  }

  validation {
    condition = alltrue([for reserved in ["variants/", "manifests/", "locks/"] : !startswith(var.originals_prefix, reserved)])
    error_message = join("", [
      "originals_prefix must be outside variants/, manifests/ and locks/, which Darkroom writes to, but it is ",
      "\"${var.originals_prefix}\".",
    ])
  }
}
