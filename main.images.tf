# The presets as passed to the functions: only values that differ from the defaults, compressed. A function's environment
# variables share 4096 bytes, in which each quote of a JSON document counts twice; everything else uses about 700 of them.
# Measured size of the presets, in bytes:
#
#                                   200 of a large site      200 random      the 3 default
#   every option, as JSON                         54422           55354                807
#   differences, as JSON                          16700           15528                132
#   differences, compressed by preset              3104            3780                124
#   differences, compressed by option              2592            3236                136
#
# (the sets of 200 are those of tests/many-presets)
locals {
  # The same as in `variable "presets"` and as the handler's OPTIONS (handler/src/options.ts); a test compares all three.
  preset_defaults = {
    width      = null
    height     = null
    fit        = "cover"
    position   = "centre"
    formats    = ["avif", "webp"]
    quality    = { jpeg = 80 }
    background = "#ffffff"
    make       = "upload"
    deferred   = []
    effort     = "balanced"
    animated   = false
    enlarge    = false
    corners    = 0
    sharpen    = "none"
    grayscale  = false
    overlay    = null
    copyright  = null
    credit     = null
  }

  # The presets that a preset stands for: one for each pixel density, `card` and `card-2x`, with width and height where a ratio was
  # given. Everything else in the module, the functions and the CDN knows only these.
  presets = merge([
    for name, preset in var.presets : {
      for density in setunion([1], preset.dpr) : (density == 1 ? name : "${name}-${density}x") => merge(preset, {
        width   = try(floor(density * (preset.width == null ? preset.height * local.preset_ratios[name] : preset.width) + 0.5), null)
        height  = try(floor(density * (preset.height == null ? preset.width / local.preset_ratios[name] : preset.height) + 0.5), null)
        corners = floor(density * preset.corners + 0.5)
        aliases = [for alias in preset.aliases : density == 1 ? alias : "${alias}-${density}x"]
      })
    }
  ]...)

  # Width divided by height, of the presets that give a ratio.
  preset_ratios = {
    for name, preset in var.presets : name => tonumber(split(":", preset.ratio)[0]) / tonumber(split(":", preset.ratio)[1])
    if preset.ratio != null
  }

  # Non-default options of each preset, by preset name. `aliases` is no option of the functions: only the CDN knows them, so they
  # have no default here, change no digest, and no image is made again for one. `ratio` and `dpr` are resolved above.
  preset_options = {
    for name, preset in local.presets : name => {
      for option, value in merge(preset, {
        formats  = sort(preset.formats)
        deferred = sort(preset.deferred)
        quality = {
          for format, quality in preset.quality : format => tonumber(quality)
          if quality != null && quality != "auto" && try(tonumber(quality) != lookup(local.preset_defaults.quality, format, null), false)
        }
      }) : option => value
      if try(jsonencode(value) != jsonencode(local.preset_defaults[option]) && jsonencode(value) != "{}", false)
    }
  }

  # Each with the digest of its file, and only what differs from the defaults.
  overlays = {
    for name, overlay in var.overlays : name => merge(
      { sha256 = filesha256(overlay.file) },
      { for option, value in overlay : option => value if option != "file" && value != lookup(local.overlay_defaults, option, null) },
    )
  }

  # The same as in `variable "overlays"` and as the handler's OVERLAY_DEFAULTS (handler/src/overlays.ts); a test compares all three.
  overlay_defaults = {
    position = "right bottom"
    size     = 25
    margin   = 3
    opacity  = 100
    tile     = false
  }

  # As a table, one column per option: values of the same option are similar and compress best next to each other.
  preset_table = merge(
    { name = keys(local.preset_options) },
    {
      for option in keys(local.preset_defaults) : option => [for options in values(local.preset_options) : try(options[option], null)]
      if anytrue([for options in values(local.preset_options) : can(options[option])])
    },
  )

  # Decode with `base64 -d | gunzip`. The handler decodes it in packed.ts.
  packed_presets = base64gzip(jsonencode(local.preset_table))

  # The same as RELEASE in handler/src/image/release.ts; a test compares the two.
  image_release = 2

  # Changes with everything for which a sweep finds originals outdated.
  recipe_digest = sha256(jsonencode(merge(
    {
      presets       = local.preset_options
      limits        = local.limits
      cache_control = var.cache_control
      on_reject     = var.on_reject
      release       = local.image_release
    },
    length(var.overlays) == 0 ? {} : { overlays = local.overlays },
  )))

  # Without HEIC unless it is read, so that nothing changes for stacks that don't.
  limits = { for limit, value in local.all_limits : limit => value if value > 0 }

  all_limits = {
    bytes       = var.limits.bytes
    pixels      = var.limits.pixels
    avifPixels  = var.limits.avif_pixels
    heicPixels  = var.limits.heic_pixels
    frames      = var.limits.frames
    framePixels = var.limits.frame_pixels
    channels    = var.limits.channels
    dimension   = var.limits.dimension
    scans       = var.limits.scans

    decodedPercent = var.limits.decoded_percent
  }

  # The same as in `variable "limits"` and as the handler's LIMIT_DEFAULTS (handler/src/limits.ts); a test compares all three.
  limit_defaults = {
    bytes       = 52428800
    pixels      = 100000000
    avifPixels  = 40000000
    heicPixels  = 0
    frames      = 1000
    framePixels = 100000000
    channels    = 5
    dimension   = 8192
    scans       = 64

    decodedPercent = 90
  }
}
