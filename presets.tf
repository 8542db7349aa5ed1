# The presets as the functions are given them: what differs from the defaults, packed. All variables of a function have 4 KB
# together, and Lambda counts a document's quotes twice. 200 presets of different sizes, qualities and fits come to:
#
#   named in full, as JSON       42.3 KB      what differs, as JSON             13.1 KB
#   what differs, packed by row   2.7 KB      what differs, packed by column     1.8 KB (3.3 KB if all sizes are random)
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
}
