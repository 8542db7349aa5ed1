locals {
  bundle_path = coalesce(var.edge_path, "${path.module}/../../dist/edge.js")

  # `try`: a folder in the file's place is as good as none.
  bundle_found = try(fileexists(local.bundle_path), false)

  # Read only if it is there: else the precondition below speaks, and not a stack trace.
  bundle = local.bundle_found ? file(local.bundle_path) : ""

  largest_function = 10 * 1024

  # What is made beside each preset's plain variant: aw, a, w or nothing.
  made = {
    for name, preset in var.presets :
    name => join("", [for format, letter in { avif = "a", webp = "w" } : letter if contains(preset.formats, format)])
  }

  # Its reader is edge/config.ts. Names are grouped by what is made, because each byte counts.
  image_config = {
    presets = {
      for made in distinct(values(local.made)) : made => "/${join("/", [for name, each in local.made : name if each == made])}/"
    }
    room         = 1024 - length(var.prefixes.variants)
    manifests    = false
    cors         = var.cors_origin == null ? "" : var.cors_origin
    keys         = var.signing_keys
    maxDimension = var.transforms.max_dimension
    formats      = var.transforms.formats
  }
  manifest_config = merge(local.image_config, { presets = {}, keys = [], manifests = true })

  code = {
    images    = "const DARKROOM=${jsonencode(local.image_config)};\n${local.bundle}"
    manifests = "const DARKROOM=${jsonencode(local.manifest_config)};\n${local.bundle}"
  }

  # All of it is ASCII, so characters are bytes.
  code_bytes = nonsensitive(length(local.code.images))

  # Responses pass through a function only where it has something to do: each pass is billed.
  function_events = var.cors_origin == null ? ["viewer-request"] : ["viewer-request", "viewer-response"]
}

resource "aws_cloudfront_function" "images" {
  name    = module.names.names.images
  comment = "Chooses the format, spells the key canonically, checks signatures."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.code.images

  lifecycle {
    # CloudFront removes no function that is in use, so the distribution has to change first.
    create_before_destroy = true

    precondition {
      condition     = local.bundle_found
      error_message = "There is no viewer function at ${local.bundle_path}: run `make build` in the module's folder."
    }

    precondition {
      condition = local.code_bytes < local.largest_function
      error_message = join("", [
        "The viewer function comes to ${local.code_bytes} bytes with its ${length(var.presets)} presets, ",
        "and CloudFront takes less than ${local.largest_function}: use fewer presets or shorter names.",
      ])
    }

    precondition {
      condition = !var.manifests || !contains(keys(var.presets), "manifests")
      error_message = join("", [
        "A preset is called manifests, and so is the path that serves manifests: ",
        "rename presets[\"manifests\"], or set cdn.manifests to false.",
      ])
    }
  }
}

resource "aws_cloudfront_function" "manifests" {
  count = var.manifests ? 1 : 0

  name    = module.names.names.manifests
  comment = "Spells the manifest's key canonically."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.code.manifests

  lifecycle {
    create_before_destroy = true
  }
}
