# The presets as the functions are given them: what differs from the defaults, packed. All variables of a function have 4096
# bytes together, quotes of a document counted twice, and about 700 of them are taken by the rest. Bytes of presets, measured:
#
#                                   200 of a large site   200 at random   the 3 by default
#   every option, as JSON                         54422           55354                807
#   what differs, as JSON                         16700           15528                132
#   what differs, packed by preset                 3104            3780                124
#   what differs, packed by option                 2592            3236                136
#
# (the 200 are those of tests/many-presets)
locals {
  # The same as in `variable "presets"` and as the handler's PRESET_DEFAULTS (handler/src/presets.ts); a test compares all three.
  preset_defaults = {
    width      = null
    height     = null
    fit        = "cover"
    position   = "centre"
    formats    = ["avif", "webp"]
    quality    = { jpeg = 80 }
    background = "#ffffff"
    make       = "upload"
    animated   = false
    enlarge    = false
  }

  # Options that a preset sets, by its name.
  preset_options = {
    for name, preset in var.presets : name => {
      for option, value in merge(preset, {
        formats = sort(preset.formats)
        quality = {
          for format, quality in preset.quality : format => quality
          if quality != null && quality != lookup(local.preset_defaults.quality, format, null)
        }
      }) : option => value
      if jsonencode(value) != jsonencode(local.preset_defaults[option]) && jsonencode(value) != "{}"
    }
  }

  # As a table: values of one option look alike, and compress best where they lie together.
  preset_table = merge(
    { name = keys(local.preset_options) },
    {
      for option in keys(local.preset_defaults) : option => [for options in values(local.preset_options) : try(options[option], null)]
      if anytrue([for options in values(local.preset_options) : can(options[option])])
    },
  )

  # To read it: `base64 -d | gunzip`. The handler does so in packed.ts.
  packed_presets = base64gzip(jsonencode(local.preset_table))

  limits = {
    bytes       = var.limits.bytes
    pixels      = var.limits.pixels
    avifPixels  = var.limits.avif_pixels
    frames      = var.limits.frames
    framePixels = var.limits.frame_pixels
    channels    = var.limits.channels
    dimension   = var.limits.dimension
    scans       = var.limits.scans
  }

  # The same as in `variable "limits"` and as the handler's LIMIT_DEFAULTS (handler/src/limits.ts); a test compares all three.
  limit_defaults = {
    bytes       = 52428800
    pixels      = 100000000
    avifPixels  = 40000000
    frames      = 1000
    framePixels = 100000000
    channels    = 5
    dimension   = 8192
    scans       = 64
  }
}
