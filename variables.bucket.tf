variable "bucket" {
  description = <<-EOT
    The bucket that holds originals, variants and manifests.
    - `name`: its whole name, 3 to 63 lower-case letters, digits and hyphens; null for one made of the stack's name, the account's id and the region.
    - `kms_key_arn`: ARN of the KMS key that encrypts the objects; null for S3's own keys. With a key, equal bytes have different ETags, so an original that is uploaded again unchanged is transformed again.
    - `force_destroy`: whether destroying the stack deletes the objects, originals included.
    - `noncurrent_version_days`: days that a replaced or deleted original can be restored, from 1 to 3650.
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
    condition     = var.bucket.name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket.name))
    error_message = "bucket.name must be 3 to 63 lower-case letters, digits and hyphens, with no hyphen at either end, but it is \"${coalesce(var.bucket.name, "null")}\"."
  }

  validation {
    condition     = var.bucket.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.bucket.kms_key_arn))
    error_message = "bucket.kms_key_arn must be the ARN of a KMS key (arn:aws:kms:<region>:<account>:key/<id>; no alias), but it is \"${coalesce(var.bucket.kms_key_arn, "null")}\"."
  }

  validation {
    condition     = var.bucket.noncurrent_version_days >= 1 && var.bucket.noncurrent_version_days <= 3650 && floor(var.bucket.noncurrent_version_days) == var.bucket.noncurrent_version_days
    error_message = "bucket.noncurrent_version_days must be a whole number from 1 to 3650, but it is ${var.bucket.noncurrent_version_days}."
  }
}

variable "originals_prefix" {
  description = "Where originals lie in the bucket, for example `originals/` or `media/photos/`. It ends with a slash, has no empty and no dot segments, is at most 200 characters, and lies outside `variants/`, `manifests/` and `locks/`."
  type        = string
  default     = "originals/"
  nullable    = false

  validation {
    condition     = length(var.originals_prefix) <= 200 && can(regex("^([A-Za-z0-9!_.'()-]+/)+$", var.originals_prefix))
    error_message = "originals_prefix must be at most 200 characters, end with a slash and not start with one, and each segment may hold letters, digits and ! _ . ' ( ) -, but it is \"${var.originals_prefix}\"."
  }

  validation {
    condition     = alltrue([for segment in split("/", var.originals_prefix) : !contains([".", ".."], segment)])
    error_message = "originals_prefix must have no dot segments, which no URL can address, but it is \"${var.originals_prefix}\"."
  }

  validation {
    condition     = alltrue([for reserved in ["variants/", "manifests/", "locks/"] : !startswith(var.originals_prefix, reserved)])
    error_message = "originals_prefix must lie outside variants/, manifests/ and locks/, where Darkroom writes, but it is \"${var.originals_prefix}\"."
  }
}

variable "cache_control" {
  description = "Cache-Control header of every variant, 1 to 200 printable ASCII characters. `immutable` is not assumed, because an original can be replaced under its name."
  type        = string
  default     = "public, max-age=86400, stale-while-revalidate=604800"
  nullable    = false

  validation {
    condition     = can(regex("^[!-~]([ -~]{0,198}[!-~])?$", var.cache_control))
    error_message = "cache_control must be 1 to 200 printable ASCII characters on one line, with no space at either end, but it is \"${var.cache_control}\"."
  }
}

variable "limits" {
  description = <<-EOT
    What an original may ask for, checked before anything is decoded; one that is over a limit is rejected with a code and a sentence. All are whole numbers of at least 1.
    - `bytes`: size of the file, at most 1073741824 (1 GiB).
    - `pixels`: width × height, at most 1000000000.
    - `avif_pixels`: the same for AVIF, whose decoder needs far more memory per byte of file; at most 1000000000.
    - `frames`: frames of an animation, at most 100000.
    - `frame_pixels`: frames × width × height, at most 1000000000.
    - `channels`: colour channels and alpha, at most 64.
    - `edge`: longest edge of any variant in pixels, at most 16383 (what a WebP can hold).
    - `scans`: scans of a progressive JPEG, at most 10000; valid files have about a dozen.
  EOT
  type = object({
    bytes        = optional(number, 52428800)
    pixels       = optional(number, 100000000)
    avif_pixels  = optional(number, 40000000)
    frames       = optional(number, 1000)
    frame_pixels = optional(number, 100000000)
    channels     = optional(number, 5)
    edge         = optional(number, 8192)
    scans        = optional(number, 64)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for limit in values(var.limits) : limit >= 1 && floor(limit) == limit])
    error_message = "Each limit must be a whole number of at least 1, but received ${join(", ", [for name, limit in var.limits : "${name} = ${limit}" if limit < 1 || floor(limit) != limit])}."
  }

  validation {
    condition = (
      var.limits.bytes <= 1073741824 && var.limits.pixels <= 1000000000 && var.limits.avif_pixels <= 1000000000 &&
      var.limits.frames <= 100000 && var.limits.frame_pixels <= 1000000000 && var.limits.channels <= 64 &&
      var.limits.edge <= 16383 && var.limits.scans <= 10000
    )
    error_message = "limits allows at most bytes = 1073741824, pixels = avif_pixels = frame_pixels = 1000000000, frames = 100000, channels = 64, edge = 16383 and scans = 10000, but received ${join(", ", [for name, limit in var.limits : "${name} = ${limit}"])}."
  }
}
