locals {
  bundle_path = coalesce(var.edge_path, "${path.module}/../../dist/edge.js")

  # `try`: fileexists fails on a directory.
  bundle_found = try(fileexists(local.bundle_path), false)

  # Read only if it exists; otherwise the precondition below reports it.
  bundle = local.bundle_found ? file(local.bundle_path) : ""

  largest_function = 10 * 1024

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
    room         = 1024 - length(var.prefixes.variants)
    manifests    = false
    cors         = var.cors_origin == null ? "" : var.cors_origin
    keys         = var.signing_keys
    maxDimension = var.transforms.max_dimension
    formats      = var.transforms.formats
  })
  manifest_config = merge(local.image_config, { presets = {}, keys = [], manifests = true })

  code = {
    images    = "const DARKROOM=${jsonencode(local.image_config)};\n${local.bundle}"
    manifests = "const DARKROOM=${jsonencode(local.manifest_config)};\n${local.bundle}"
  }

  # The code is ASCII, so its length in characters is its size in bytes.
  code_bytes = nonsensitive(length(local.code.images))

  # Responses pass through the function only if it has something to do: each invocation is billed.
  function_events = var.cors_origin == null ? ["viewer-request"] : ["viewer-request", "viewer-response"]
}

resource "aws_cloudfront_function" "images" {
  name    = module.names.names.images
  comment = "Selects the format, rewrites the path to the variant's key, checks signatures."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.code.images

  lifecycle {
    # CloudFront refuses to delete a function that is in use, so the distribution has to change first.
    create_before_destroy = true

    precondition {
      condition     = local.bundle_found
      error_message = "There is no viewer function at ${local.bundle_path}: run `make build` in the module's folder."
    }

    precondition {
      condition = local.code_bytes < local.largest_function
      error_message = join("", [
        "The viewer function is ${local.code_bytes} bytes with its ${length(var.presets)} presets, ",
        "but it must be less than CloudFront's ${local.largest_function}: use fewer presets or shorter names.",
      ])
    }

    precondition {
      condition = !var.manifests || !contains(concat(keys(var.presets), keys(local.aliases)), "manifests")
      error_message = join("", [
        "The preset or alias manifests conflicts with the path /manifests/, under which manifests are served: ",
        "rename presets[\"manifests\"] or the alias, or set cdn.manifests to false.",
      ])
    }
  }
}

resource "aws_cloudfront_function" "manifests" {
  count = var.manifests ? 1 : 0

  name    = module.names.names.manifests
  comment = "Rewrites the path to the manifest's key."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.code.manifests

  lifecycle {
    create_before_destroy = true
  }
}
