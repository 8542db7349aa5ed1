locals {
  # `try`: fileexists fails on a directory.
  bundle_found = try(fileexists(var.edge_path), false)

  # Read only if it exists; otherwise its user reports it.
  bundle = local.bundle_found ? file(var.edge_path) : ""

  # Formats made in addition to each preset's plain variant: aw, a, w or nothing.
  made = {
    for name, preset in var.presets :
    name => join("", [for format, letter in { avif = "a", webp = "w" } : letter if contains(preset.formats, format)])
  }

  # Presets by the other names that they are requested by.
  aliases = merge([for name, preset in var.presets : { for alias in preset.aliases : alias => name }]...)

  # Read by edge/config.ts. Preset names are grouped by formats, because each byte counts.
  image_config = merge({ for key, aliases in { aliases = local.aliases } : key => aliases if length(aliases) > 0 }, {
    presets = {
      for made in distinct(values(local.made)) : made => "/${join("/", [for name, each in local.made : name if each == made])}/"
    }
    room         = 1024 - length(var.variants_prefix)
    manifests    = false
    cors         = var.cors_origin == null ? "" : var.cors_origin
    keys         = var.signing_keys
    maxDimension = var.transforms.max_dimension
    formats      = var.transforms.formats
  })

  configs = {
    images    = local.image_config
    manifests = merge(local.image_config, { presets = {}, keys = [], manifests = true })
  }

  # Manifests are requested by their whole keys anyway.
  uri_prefixes = { images = "/${trimsuffix(var.variants_prefix, "/")}", manifests = "" }

  code = {
    for use, config in local.configs : use => (
      var.own_cdn == null
      ? "const DARKROOM=${jsonencode(config)};\n${local.bundle}"
      : join("", [
        "const DARKROOM=${jsonencode(config)};\n",
        "const OWN_CDN=${jsonencode({ path = var.own_cdn.path, uriPrefix = local.uri_prefixes[use] })};\n",
        replace(local.bundle, "function handler(event)", "function images(event)"),
        file("${path.module}/own-cdn.js"),
      ])
    )
  }

  # What responses from the origins need; the viewer function adds it to those of its own.
  response_headers = {
    set = {
      Vary                    = "Accept"
      X-Content-Type-Options  = "nosniff"
      Content-Security-Policy = "default-src 'none'; sandbox"
      Referrer-Policy         = "strict-origin-when-cross-origin"
    }

    # S3's headers reveal keys and accounts to the public, and the variants' metadata reveals the MD5 of a private original.
    remove = [
      "x-amz-meta-darkroom-original",
      "x-amz-meta-darkroom-recipe",
      "x-amz-server-side-encryption",
      "x-amz-server-side-encryption-aws-kms-key-id",
      "x-amz-server-side-encryption-bucket-key-enabled",
      "x-amz-version-id",
    ]
  }
}
