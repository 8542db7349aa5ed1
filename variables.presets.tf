variable "presets" {
  description = <<-EOT
    The sizes a site needs, by name. A name is 1 to 64 letters, digits, `.`, `_` and `-`, and does not start with a dot.
    - `width`: pixels, from 1 to `limits.dimension`; null to derive it from `height` and the image's aspect ratio.
    - `height`: pixels, from 1 to `limits.dimension`; null to derive it from `width` and the image's aspect ratio.
    - `ratio`: width to height, such as `16:9`, in place of one of the two: the other side is computed from it.
    - `dpr`: pixel densities, from 1 to 4 in steps of 0.5. Each makes a preset of its own, with the same options and so many times the
      width, height and corners: `dpr = [1, 2]` of a preset `card` makes `card` and `card-2x`, and `old-2x` where `old` is an alias. 1 is
      always made.
    - `fit`: `cover` fills the box and crops, `contain` fits inside it and pads with `background`, `inside` fits inside it,
      `outside` covers it without cropping, `fill` stretches.
    - `position`: the part that `cover` keeps: `centre`, `top`, `right top`, `right`, `right bottom`, `bottom`, `left bottom`, `left`,
      `left top`, `entropy` (the busiest part), `attention` (the part that draws the eye), or `focal`: around the focal point in the
      original's metadata `focal-point` (`0.32,0.18`: a third from the left, near the top), and `attention` where it has none.
    - `formats`: formats to make in addition to the plain variant, for browsers that accept them: `webp`, `avif`, both or none.
    - `quality`: 1 to 100 for each of `jpeg`, `png`, `webp` and `avif`; `auto` or null for the measured default.
    - `background`: what `contain` pads with, and what transparency is flattened onto in a JPEG: `#rrggbb`; `dominant`, the picture's most
      frequent colour; or `blur`, the picture itself, enlarged and blurred (a JPEG's transparency gets the dominant colour).
    - `corners`: radius of rounded corners in pixels, from 0 to 16383; half of the shorter side or more makes a square a circle. They are
      transparent, except in a JPEG, where `background` fills them.
    - `sharpen`: `none`, `light` (edges 3 to 18 % steeper, 1 to 8 % more bytes) or `strong` (11 to 39 %, 7 to 20 %).
    - `grayscale`: whether colours become greys of the same luminance.
    - `overlay`: name of one of `overlays`, the watermark or badge that is laid on the picture; null for none.
    - `copyright`: copyright notice that is written into the variants' metadata (XMP): `keep` for the original's, or a text of 1 to 256
      characters without control characters; null for none.
    - `credit`: likewise the credit line.
    - `make`: `upload` to make variants when the original is uploaded, `request` to make each one when it is first requested.
    - `deferred`: formats, of those of a preset that is made at upload, that are made when they are first requested instead.
    - `effort`: `small` for fewer bytes at the same quality, by more computing, for pictures that are viewed often; `fast` for the reverse,
      for pictures that are hardly viewed; `balanced` for in between.
    - `animated`: whether animations are kept; otherwise only the first frame is used.
    - `enlarge`: whether images smaller than the preset are enlarged.
    - `aliases`: other names under which the CDN answers for this preset, such as its former one; nothing is stored twice. Each is
      formed like a preset's name, and is the name of no preset and of no other preset's alias.
  EOT
  type = map(object({
    width    = optional(number)
    height   = optional(number)
    ratio    = optional(string)
    dpr      = optional(set(number), [1])
    fit      = optional(string, "cover")
    position = optional(string, "centre")
    formats  = optional(set(string), ["webp", "avif"])
    quality = optional(object({
      jpeg = optional(string, "80")
      png  = optional(string)
      webp = optional(string)
      avif = optional(string)
    }), {})
    background = optional(string, "#ffffff")
    corners    = optional(number, 0)
    sharpen    = optional(string, "none")
    grayscale  = optional(bool, false)
    overlay    = optional(string)
    copyright  = optional(string)
    credit     = optional(string)
    make       = optional(string, "upload")
    deferred   = optional(set(string), [])
    effort     = optional(string, "balanced")
    animated   = optional(bool, false)
    enlarge    = optional(bool, false)
    aliases    = optional(set(string), [])
  }))
  default = {
    "800x600" = { width = 800, height = 600 }
    "400x300" = { width = 400, height = 300 }
    "200x150" = { width = 200, height = 150 }
  }
  nullable = false

  validation {
    condition     = length(var.presets) > 0
    error_message = "presets must contain at least one preset, but it is empty: no variant would ever be made."
  }

  validation {
    condition = alltrue([for name in keys(var.presets) : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))])
    error_message = join("", [
      "A preset's name must be 1 to 64 letters, digits, '.', '_' and '-', and not start with a dot; received: ",
      join(", ", [for name in keys(var.presets) : "\"${name}\"" if !can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", name))]), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : preset.width != null || preset.height != null])
    error_message = "A preset needs a width, a height or both; neither is set in: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"]" if preset.width == null && preset.height == null
    ])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for side in [preset.width, preset.height] :
      side == null ? true : side >= 1 && side <= var.limits.dimension && floor(side) == side
    ]]))
    error_message = join("", [
      "Widths and heights must be whole numbers of pixels from 1 to limits.dimension (${var.limits.dimension}); received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for option, side in { width = preset.width, height = preset.height } : "presets[\"${name}\"].${option} = ${side}"
        if side == null ? false : side < 1 || side > var.limits.dimension || floor(side) != side
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue([
      for preset in var.presets : preset.ratio == null ? true : can(regex("^[1-9][0-9]{0,4}:[1-9][0-9]{0,4}$", preset.ratio))
    ])
    error_message = "ratio must be two whole numbers from 1 to 99999, width to height, such as 16:9; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].ratio = \"${preset.ratio}\""
      if preset.ratio == null ? false : !can(regex("^[1-9][0-9]{0,4}:[1-9][0-9]{0,4}$", preset.ratio))
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : preset.ratio == null || preset.width == null || preset.height == null])
    error_message = "With a ratio, set the width or the height, not both, as the other one follows; both are set in: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].ratio = \"${preset.ratio}\""
      if preset.ratio != null && preset.width != null && preset.height != null
    ])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for density in preset.dpr : density >= 1 && density <= 4 && floor(2 * density) == 2 * density
    ]]))
    error_message = "dpr may contain numbers from 1 to 4 in steps of 0.5; received: ${join(", ", flatten([
      for name, preset in var.presets : [
        for density in preset.dpr : "${density} in presets[\"${name}\"].dpr"
        if density < 1 || density > 4 || floor(2 * density) != 2 * density
      ]
    ]))}."
  }

  # What the next two compare is `local.presets`, to which a validation may not refer.
  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for side in [
        try(preset.width == null ? preset.height * split(":", preset.ratio)[0] / split(":", preset.ratio)[1] : preset.width, 1),
        try(preset.height == null ? preset.width / split(":", preset.ratio)[0] * split(":", preset.ratio)[1] : preset.height, 1),
      ] : side * max(1, preset.dpr...) < var.limits.dimension + 0.5 && side >= 0.5
    ]]))
    error_message = join("", [
      "With its ratio, and at its largest dpr, a preset must be from 1 to limits.dimension (${var.limits.dimension}) pixels wide and ",
      "high; received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for option, side in {
          width  = try(preset.width == null ? preset.height * split(":", preset.ratio)[0] / split(":", preset.ratio)[1] : preset.width, 1)
          height = try(preset.height == null ? preset.width / split(":", preset.ratio)[0] * split(":", preset.ratio)[1] : preset.height, 1)
        } : "presets[\"${name}\"].${option} = ${side}, ${max(1, preset.dpr...)} times"
        if side * max(1, preset.dpr...) >= var.limits.dimension + 0.5 || side < 0.5
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue(flatten([for name, preset in var.presets : [
      for made in setproduct(concat([name], tolist(preset.aliases)), [for density in preset.dpr : "-${density}x" if density != 1]) :
      length(join("", made)) <= 64
      && !contains(flatten([for other, each in var.presets : concat([other], tolist(each.aliases))]), join("", made))
    ]]))
    error_message = join("", [
      "The name or alias that a dpr makes, such as card-2x, must have at most 64 characters and be no other preset's name or alias; ",
      "received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for made in setproduct(concat([name], tolist(preset.aliases)), [for density in preset.dpr : "-${density}x" if density != 1]) :
        "\"${join("", made)}\" of presets[\"${name}\"].dpr" if(
          length(join("", made)) > 64
          || contains(flatten([for other, each in var.presets : concat([other], tolist(each.aliases))]), join("", made))
        )
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["cover", "contain", "inside", "outside", "fill"], preset.fit)])
    error_message = "fit must be cover, contain, inside, outside or fill; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].fit = \"${preset.fit}\""
      if !contains(["cover", "contain", "inside", "outside", "fill"], preset.fit)
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(
      ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top", "entropy", "attention", "focal"],
      preset.position
    )])
    error_message = join("", [
      "position must be centre, top, right top, right, right bottom, bottom, left bottom, left, left top, entropy, attention or focal; ",
      "received: ",
      join(", ", [for name, preset in var.presets : "presets[\"${name}\"].position = \"${preset.position}\"" if !contains(
        [
          "centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top", "entropy", "attention",
          "focal",
        ],
        preset.position
      )]), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : length(setsubtract(preset.formats, ["webp", "avif"])) == 0])
    error_message = "formats may contain webp and avif (the plain variant is always made); received: ${join(", ", flatten([
      for name, preset in var.presets : [
        for format in setsubtract(preset.formats, ["webp", "avif"]) : "\"${format}\" in presets[\"${name}\"].formats"
      ]
    ]))}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for quality in values(preset.quality) :
      quality == null ? true : can(regex("^([1-9][0-9]?|100|auto)$", quality))
    ]]))
    error_message = "A quality must be auto or a whole number from 1 to 100; received: ${join(", ", flatten([
      for name, preset in var.presets : [
        for format, quality in preset.quality : "presets[\"${name}\"].quality.${format} = ${quality}"
        if quality == null ? false : !can(regex("^([1-9][0-9]?|100|auto)$", quality))
      ]
    ]))}."
  }

  validation {
    condition = alltrue([for preset in var.presets : can(regex("^(#[0-9A-Fa-f]{6}|blur|dominant)$", preset.background))])
    error_message = "background must be a colour in the form #rrggbb, blur or dominant; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].background = \"${preset.background}\""
      if !can(regex("^(#[0-9A-Fa-f]{6}|blur|dominant)$", preset.background))
    ])}."
  }

  validation {
    condition = alltrue([
      for preset in var.presets : preset.corners >= 0 && preset.corners <= 16383 && floor(preset.corners) == preset.corners
    ])
    error_message = "corners must be a whole number of pixels from 0 to 16383; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].corners = ${preset.corners}"
      if preset.corners < 0 || preset.corners > 16383 || floor(preset.corners) != preset.corners
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["none", "light", "strong"], preset.sharpen)])
    error_message = "sharpen must be none, light or strong; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].sharpen = \"${preset.sharpen}\""
      if !contains(["none", "light", "strong"], preset.sharpen)
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : preset.overlay == null ? true : contains(keys(var.overlays), preset.overlay)])
    error_message = "overlay must be a name of overlays (${join(" or ", keys(var.overlays))}); received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].overlay = \"${preset.overlay}\""
      if preset.overlay == null ? false : !contains(keys(var.overlays), preset.overlay)
    ])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for text in [preset.copyright, preset.credit] :
      text == null ? true : can(regex("^[^\\x{0000}-\\x{001f}\\x{007f}-\\x{009f}\\x{fffe}\\x{ffff}]{1,256}$", text))
    ]]))
    error_message = "copyright and credit must be keep, or a text of 1 to 256 characters on one line; received: ${join(", ", flatten([
      for name, preset in var.presets : [
        for option, text in { copyright = preset.copyright, credit = preset.credit } :
        "presets[\"${name}\"].${option} = \"${text}\""
        if text == null ? false : !can(regex("^[^\\x{0000}-\\x{001f}\\x{007f}-\\x{009f}\\x{fffe}\\x{ffff}]{1,256}$", text))
      ]
    ]))}."
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["upload", "request"], preset.make)])
    error_message = "make must be upload or request; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].make = \"${preset.make}\"" if !contains(["upload", "request"], preset.make)
    ])}."
  }

  validation {
    condition = alltrue([for preset in var.presets : length(setsubtract(preset.deferred, preset.formats)) == 0])
    error_message = join("", [
      "deferred may contain what is in the preset's formats (the plain variant is made at upload, for every browser); received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for format in setsubtract(preset.deferred, preset.formats) : "\"${format}\" in presets[\"${name}\"].deferred"
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : preset.make == "upload" || length(preset.deferred) == 0])
    error_message = join("", [
      "deferred is for presets that are made at upload: remove it, or make; received: ",
      join(", ", [for name, preset in var.presets : "presets[\"${name}\"]" if preset.make != "upload" && length(preset.deferred) > 0]),
      " with make = \"request\" and deferred.",
    ])
  }

  validation {
    condition = alltrue([for preset in var.presets : contains(["balanced", "small", "fast"], preset.effort)])
    error_message = "effort must be balanced, small or fast; received: ${join(", ", [
      for name, preset in var.presets : "presets[\"${name}\"].effort = \"${preset.effort}\""
      if !contains(["balanced", "small", "fast"], preset.effort)
    ])}."
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [
      for alias in preset.aliases : can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", alias))
    ]]))
    error_message = join("", [
      "An alias must be 1 to 64 letters, digits, '.', '_' and '-', and not start with a dot, like a preset's name; received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for alias in preset.aliases : "\"${alias}\" in presets[\"${name}\"].aliases"
        if !can(regex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", alias))
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue(flatten([for preset in var.presets : [for alias in preset.aliases : !contains(keys(var.presets), alias)]]))
    error_message = join("", [
      "An alias must not be the name of a preset, which would then have two meanings: rename the preset or remove the alias; received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for alias in preset.aliases : "\"${alias}\" in presets[\"${name}\"].aliases" if contains(keys(var.presets), alias)
      ]])), ".",
    ])
  }

  validation {
    condition = (
      length(distinct(flatten([for preset in var.presets : tolist(preset.aliases)])))
      == length(flatten([for preset in var.presets : tolist(preset.aliases)]))
    )
    error_message = join("", [
      "An alias can stand for one preset only; received: ",
      join(", ", flatten([for name, preset in var.presets : [
        for alias in preset.aliases : "\"${alias}\" in presets[\"${name}\"].aliases"
        if length([for other in var.presets : other if contains(other.aliases, alias)]) > 1
      ]])), ".",
    ])
  }
}
