variable "on_reject" {
  description = <<-EOT
    What happens to the variants of a good original when one that can never be processed replaces it: `remove` deletes them, `keep`
    leaves them in place until a good original comes or the original is deleted. The manifest says `rejected` in both cases, and lists
    what was kept.
  EOT
  type        = string
  default     = "remove"
  nullable    = false

  validation {
    condition     = contains(["remove", "keep"], var.on_reject)
    error_message = "on_reject must be remove or keep, but it is \"${var.on_reject}\"."
  }
}

variable "limits" {
  description = <<-EOT
    Limits of an original, checked before anything is decoded. An original that exceeds one is rejected with a code and a message.
    All are whole numbers of at least 1, `heic_pixels` of at least 0.
    - `bytes`: size of the file in bytes, at most 1073741824 (1 GiB).
    - `pixels`: width × height, at most 1000000000.
    - `avif_pixels`: the same for AVIF, whose decoder needs far more memory per byte of the file; at most 1000000000.
    - `heic_pixels`: the same for HEIC, the format of phones; 0 rejects every HEIC. Above 0, the functions' package must have been built
      with `make build HEIC=1`: see [HEIC](limits.md#heic). 50000000 covers the photos of phones but those of 200 megapixels.
    - `frames`: frames of an animation, at most 100000.
    - `frame_pixels`: frames × width × height, at most 1000000000.
    - `channels`: channels including alpha, at most 64.
    - `dimension`: maximum width and height of any variant in pixels, at most 16383 (the limit of WebP).
    - `scans`: scans of a progressive JPEG, at most 10000; valid files have about a dozen.
    - `decoded_percent`: how much of a damaged JPEG or GIF must be decodable, at most 100; less is rejected as `corrupt`.
  EOT
  type = object({
    bytes        = optional(number, 52428800)
    pixels       = optional(number, 100000000)
    avif_pixels  = optional(number, 40000000)
    heic_pixels  = optional(number, 0)
    frames       = optional(number, 1000)
    frame_pixels = optional(number, 100000000)
    channels     = optional(number, 5)
    dimension    = optional(number, 8192)
    scans        = optional(number, 64)

    decoded_percent = optional(number, 90)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for name, limit in var.limits : limit >= (name == "heic_pixels" ? 0 : 1) && floor(limit) == limit
    ])
    error_message = "Each limit must be a whole number of at least 1, and heic_pixels of at least 0, but received: ${join(", ", [
      for name, limit in var.limits : "limits.${name} = ${limit}"
      if limit < (name == "heic_pixels" ? 0 : 1) || floor(limit) != limit
    ])}."
  }

  validation {
    condition = alltrue([for name, most in {
      bytes    = 1073741824, pixels = 1000000000, avif_pixels = 1000000000, frames = 100000, frame_pixels = 1000000000
      channels = 64, dimension = 16383, scans = 10000, decoded_percent = 100, heic_pixels = 1000000000
    } : var.limits[name] <= most])
    error_message = "A limit is too high: received ${join(", ", [for name, most in {
      bytes    = 1073741824, pixels = 1000000000, avif_pixels = 1000000000, frames = 100000, frame_pixels = 1000000000
      channels = 64, dimension = 16383, scans = 10000, decoded_percent = 100, heic_pixels = 1000000000
    } : "limits.${name} = ${var.limits[name]}, which may be at most ${most}" if var.limits[name] > most])}."
  }
}

variable "transforms" {
  description = <<-EOT
    Limits of signed transforms.
    - `max_dimension`: maximum width and height in pixels, from 1 to `limits.dimension`; null for 4096, or `limits.dimension` if
      that is less.
    - `formats`: formats available in addition to the plain variant: `webp`, `avif`, both or none.
  EOT
  type = object({
    max_dimension = optional(number)
    formats       = optional(set(string), ["webp", "avif"])
  })
  default  = {}
  nullable = false

  validation {
    condition = var.transforms.max_dimension == null ? true : (
      var.transforms.max_dimension >= 1 && var.transforms.max_dimension <= var.limits.dimension
      && floor(var.transforms.max_dimension) == var.transforms.max_dimension
    )
    error_message = join("", [
      "transforms.max_dimension must be a whole number of pixels from 1 to limits.dimension (${var.limits.dimension}), ",
      "but it is ${coalesce(var.transforms.max_dimension, "null")}.",
    ])
  }

  validation {
    condition = length(setsubtract(var.transforms.formats, ["webp", "avif"])) == 0
    error_message = join("", [
      "transforms.formats may contain webp and avif (the plain variant is always available), ",
      "but it contains ${join(", ", setsubtract(var.transforms.formats, ["webp", "avif"]))}.",
    ])
  }
}

variable "cache_control" {
  description = <<-EOT
    Cache-Control header of every variant, 1 to 200 printable ASCII characters. The default is not `immutable`, because an original
    can be replaced under the same name.
  EOT
  type        = string
  default     = "public, max-age=86400, stale-while-revalidate=604800"
  nullable    = false

  validation {
    condition = can(regex("^[!-~]([ -~]{0,198}[!-~])?$", var.cache_control))
    error_message = join("", [
      "cache_control must be 1 to 200 printable ASCII characters on one line, without leading or trailing spaces, ",
      "but it is \"${var.cache_control}\".",
    ])
  }
}
