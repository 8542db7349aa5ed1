variable "presets" {
  description = <<-EOT
    The sizes a site needs, by name. A name is 1 to 64 letters, digits, `.`, `_` and `-`, and does not start with a dot.
    - `width`: pixels, from 1 to `limits.dimension`; null if `height` is given, and then it follows from the picture's shape.
    - `height`: pixels, from 1 to `limits.dimension`; null if `width` is given.
    - `fit`: `cover` fills the box and crops, `contain` fits inside it and pads with `background`, `inside` fits inside it,
      `outside` covers it without cropping, `fill` stretches.
    - `position`: what `cover` keeps: `centre`, `top`, `right top`, `right`, `right bottom`, `bottom`, `left bottom`, `left`,
      `left top`, `entropy` (the busiest part) or `attention` (what draws the eye).
    - `formats`: what is made beside the plain variant, for browsers that accept it: `webp`, `avif`, both or none.
    - `quality`: 1 to 100 for each of `jpeg`, `png`, `webp` and `avif`; null for the measured default.
    - `background`: `#rrggbb`, what transparency is flattened onto in a JPEG, and what `contain` pads with.
    - `make`: `upload` to make it when the original arrives, `request` to make it when it is first asked for.
    - `animated`: whether an animation stays one; else its first frame is taken.
    - `enlarge`: whether a picture smaller than the preset is enlarged.
  EOT
  type = map(object({
    width    = optional(number)
    height   = optional(number)
    fit      = optional(string, "cover")
    position = optional(string, "centre")
    formats  = optional(set(string), ["webp", "avif"])
    quality = optional(object({
      jpeg = optional(number, 80)
      png  = optional(number)
      webp = optional(number)
      avif = optional(number)
    }), {})
    background = optional(string, "#ffffff")
    make       = optional(string, "upload")
    animated   = optional(bool, false)
    enlarge    = optional(bool, false)
  }))
  default = {
    "800x600" = { width = 800, height = 600 }
    "400x300" = { width = 400, height = 300 }
    "200x150" = { width = 200, height = 150 }
  }
  nullable = false

  validation {
    condition     = length(var.presets) > 0
    error_message = "presets must hold at least one preset, but it is empty: without one nothing would be made."
  }

  validation {
    condition = alltrue([for name in keys(var.presets) : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))])
    error_message = join("", [
      "A preset's name is 1 to 64 letters, digits, '.', '_' and '-', and does not start with a dot; received: ",
      join(", ", [for name in keys(var.presets) : "\"${name}\"" if !can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))]), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : preset.width != null || preset.height != null])
    error_message = "A preset needs a width, a height or both; neither is given in: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"]" if preset.width == null && preset.height == null
    ])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for side in [preset.width, preset.height] :
      side == null ? true : side >= 1 && side <= var.limits.dimension && floor(side) == side
    ]]))
    error_message = join("", [
      "Widths and heights are whole numbers of pixels from 1 to limits.dimension (${var.limits.dimension}); received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for option, side in { width = preset.width, height = preset.height } : "presets[\"${name}\"].${option} = ${side}"
        if side == null ? false : side < 1 || side > var.limits.dimension || floor(side) != side
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["cover", "contain", "inside", "outside", "fill"], preset.fit)])
    error_message = "fit is cover, contain, inside, outside or fill; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].fit = \"${preset.fit}\""
      if !contains(["cover", "contain", "inside", "outside", "fill"], preset.fit)
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(
      ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top", "entropy", "attention"],
      preset.position
    )])
    error_message = join("", [
      "position is centre, top, right top, right, right bottom, bottom, left bottom, left, left top, entropy or attention; received: ",
      join(", ", [for name, preset in var.presets : "presets[\"${name}\"].position = \"${preset.position}\"" if !contains(
        ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top", "entropy", "attention"],
        preset.position
      )]), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : length(setsubtract(preset.formats, ["webp", "avif"])) == 0])
    error_message = "formats may hold webp and avif (the plain variant is always made); received: ${join(", ", flatten([
      for name, preset in var.presets : [
        for format in setsubtract(preset.formats, ["webp", "avif"]) : "\"${format}\" in presets[\"${name}\"].formats"
      ]
    ]))}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for quality in values(preset.quality) : quality == null ? true : quality >= 1 && quality <= 100 && floor(quality) == quality
    ]]))
    error_message = "A quality is a whole number from 1 to 100; received: ${join(", ", flatten([for name, preset in var.presets : [
      for format, quality in preset.quality : "presets[\"${name}\"].quality.${format} = ${quality}"
      if quality == null ? false : quality < 1 || quality > 100 || floor(quality) != quality
    ]]))}."
  }

  validation {
    condition = alltrue([for preset in var.presets : can(regex("^#[0-9A-Fa-f]{6}$", preset.background))])
    error_message = "background is a colour written #rrggbb; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].background = \"${preset.background}\""
      if !can(regex("^#[0-9A-Fa-f]{6}$", preset.background))
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["upload", "request"], preset.make)])
    error_message = "make is upload or request; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].make = \"${preset.make}\"" if !contains(["upload", "request"], preset.make)
    ])}."
  }
}

variable "limits" {
  description = <<-EOT
    What an original may ask for, checked before anything is decoded; one that is over a limit is rejected with a code and a
    sentence. All are whole numbers of at least 1.
    - `bytes`: size of the file in bytes, at most 1073741824 (1 GiB).
    - `pixels`: width × height, at most 1000000000.
    - `avif_pixels`: the same for AVIF, whose decoder needs far more memory per byte of file; at most 1000000000.
    - `frames`: frames of an animation, at most 100000.
    - `frame_pixels`: frames × width × height, at most 1000000000.
    - `channels`: colour channels and alpha, at most 64.
    - `dimension`: longest width or height of any variant in pixels, at most 16383 (what a WebP can hold).
    - `scans`: scans of a progressive JPEG, at most 10000; valid files have about a dozen.
  EOT
  type = object({
    bytes        = optional(number, 52428800)
    pixels       = optional(number, 100000000)
    avif_pixels  = optional(number, 40000000)
    frames       = optional(number, 1000)
    frame_pixels = optional(number, 100000000)
    channels     = optional(number, 5)
    dimension    = optional(number, 8192)
    scans        = optional(number, 64)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for limit in values(var.limits) : limit >= 1 && floor(limit) == limit])
    error_message = "Each limit must be a whole number of at least 1, but received: ${join(", ", [
      for name, limit in var.limits : "limits.${name} = ${limit}" if limit < 1 || floor(limit) != limit
    ])}."
  }

  validation {
    condition = alltrue([for name, most in {
      bytes    = 1073741824, pixels = 1000000000, avif_pixels = 1000000000, frames = 100000, frame_pixels = 1000000000
      channels = 64, dimension = 16383, scans = 10000
    } : var.limits[name] <= most])
    error_message = "A limit is too high: received ${join(", ", [for name, most in {
      bytes    = 1073741824, pixels = 1000000000, avif_pixels = 1000000000, frames = 100000, frame_pixels = 1000000000
      channels = 64, dimension = 16383, scans = 10000
    } : "limits.${name} = ${var.limits[name]}, which may be at most ${most}" if var.limits[name] > most])}."
  }
}

variable "transforms" {
  description = <<-EOT
    What signed transforms may ask for.
    - `max_dimension`: longest width or height in pixels, from 1 to `limits.dimension`; null for 4096, or `limits.dimension` if that
      is less.
    - `formats`: which of `webp` and `avif`, beside the plain variant.
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
      "transforms.formats may hold webp and avif (the plain variant can always be asked for), ",
      "but it holds ${join(", ", setsubtract(var.transforms.formats, ["webp", "avif"]))}.",
    ])
  }
}

variable "cache_control" {
  description = <<-EOT
    Cache-Control header of every variant, 1 to 200 printable ASCII characters. `immutable` is not assumed, because an original can
    be replaced under its name.
  EOT
  type        = string
  default     = "public, max-age=86400, stale-while-revalidate=604800"
  nullable    = false

  validation {
    condition = can(regex("^[!-~]([ -~]{0,198}[!-~])?$", var.cache_control))
    error_message = join("", [
      "cache_control must be 1 to 200 printable ASCII characters on one line, with no space at either end, ",
      "but it is \"${var.cache_control}\".",
    ])
  }
}
