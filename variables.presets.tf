variable "presets" {
  description = <<-EOT
    The sizes a site needs, by name. A name is 1 to 64 letters, digits, `.`, `_` and `-`, and does not start with a dot.
    - `width`, `height`: pixels, from 1 to `limits.edge`; one of them may be null, and then follows from the picture's shape.
    - `fit`: `cover` fills the box and crops, `contain` fits inside it and pads with `background`, `inside` fits inside it, `outside` covers it without cropping, `fill` stretches.
    - `position`: what `cover` keeps: `centre`, `top`, `right top`, `right`, `right bottom`, `bottom`, `left bottom`, `left`, `left top`, `entropy` (the busiest part) or `attention` (what draws the eye).
    - `formats`: what is made beside the plain variant, for browsers that accept it: `webp`, `avif`, both or none.
    - `quality`: 1 to 100 for each of `jpeg`, `png`, `webp` and `avif`; null for the measured default.
    - `background`: `#rrggbb`, what transparency is flattened onto in a JPEG, and what `contain` pads with.
    - `make`: `upload` to make it when the original arrives, `request` to make it when somebody first asks for it.
    - `animated`: whether an animation stays one; else its first frame is taken.
    - `enlarge`: whether a picture smaller than the preset is blown up.
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
    condition     = alltrue([for name in keys(var.presets) : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))])
    error_message = "A preset's name is 1 to 64 letters, digits, '.', '_' and '-', and does not start with a dot; received: ${join(", ", [for name in keys(var.presets) : "\"${name}\"" if !can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))])}."
  }

  validation {
    condition     = alltrue([for preset in var.presets : preset.width != null || preset.height != null])
    error_message = "A preset needs a width, a height or both; neither is given in: ${join(", ", [for name, preset in var.presets : name if preset.width == null && preset.height == null])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for edge in [preset.width, preset.height] : edge == null ? true : edge >= 1 && edge <= var.limits.edge && floor(edge) == edge
    ]]))
    error_message = "Widths and heights are whole numbers of pixels from 1 to limits.edge (${var.limits.edge}); received: ${join(", ", [for name, preset in var.presets : "${name} = ${coalesce(preset.width, "null")} x ${coalesce(preset.height, "null")}"])}."
  }

  validation {
    condition     = alltrue([for preset in var.presets : contains(["cover", "contain", "inside", "outside", "fill"], preset.fit)])
    error_message = "fit is cover, contain, inside, outside or fill; received: ${join(", ", [for name, preset in var.presets : "${name} = \"${preset.fit}\""])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(
      ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top", "entropy", "attention"],
      preset.position
    )])
    error_message = "position is centre, top, right top, right, right bottom, bottom, left bottom, left, left top, entropy or attention; received: ${join(", ", [for name, preset in var.presets : "${name} = \"${preset.position}\""])}."
  }

  validation {
    condition     = alltrue([for preset in var.presets : length(setsubtract(preset.formats, ["webp", "avif"])) == 0])
    error_message = "formats may hold webp and avif (the plain variant is always made); received: ${join(", ", [for name, preset in var.presets : "${name} = [${join(", ", preset.formats)}]"])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for quality in values(preset.quality) : quality == null ? true : quality >= 1 && quality <= 100 && floor(quality) == quality
    ]]))
    error_message = "A quality is a whole number from 1 to 100; received: ${join(", ", flatten([for name, preset in var.presets : [for format, quality in preset.quality : "${name}.${format} = ${quality}" if quality != null]]))}."
  }

  validation {
    condition     = alltrue([for preset in var.presets : can(regex("^#[0-9A-Fa-f]{6}$", preset.background))])
    error_message = "background is a colour written #rrggbb; received: ${join(", ", [for name, preset in var.presets : "${name} = \"${preset.background}\""])}."
  }

  validation {
    condition     = alltrue([for preset in var.presets : contains(["upload", "request"], preset.make)])
    error_message = "make is upload or request; received: ${join(", ", [for name, preset in var.presets : "${name} = \"${preset.make}\""])}."
  }
}
