module "viewer" {
  source = "../viewer"

  edge_path       = local.bundle_path
  variants_prefix = var.prefixes.variants
  presets         = var.presets
  signing_keys    = var.signing_keys
  transforms      = var.transforms
  cors_origin     = var.cors_origin
  own_cdn         = var.own_cdn
}

locals {
  bundle_path = coalesce(var.edge_path, "${path.module}/../../dist/edge.js")

  largest_function = 10 * 1024
}

resource "aws_cloudfront_function" "images" {
  name    = module.names.names.images
  comment = "Selects the format, rewrites the path to the variant's key, checks signatures."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = module.viewer.code.images

  lifecycle {
    # CloudFront refuses to delete a function that is in use, so the distribution has to change first.
    create_before_destroy = true

    precondition {
      condition = !startswith(data.aws_partition.this.partition, "aws-")
      error_message = join("", [
        "The partition ${data.aws_partition.this.partition} has no CloudFront Functions and no origin access control for ",
        "function URLs: set cdn to null, and use a CDN of your own (own_cdn.type = \"other\") or the bucket's variants alone.",
      ])
    }

    precondition {
      condition     = module.viewer.bundle_found
      error_message = "There is no viewer function at ${local.bundle_path}: run `make build` in the module's folder."
    }

    precondition {
      condition = module.viewer.bytes < local.largest_function
      error_message = join("", [
        "The viewer function is ${module.viewer.bytes} bytes with its ${length(var.presets)} presets, ",
        "but it must be less than CloudFront's ${local.largest_function}: use fewer presets or shorter names.",
      ])
    }

    precondition {
      condition = !var.manifests || !contains(
        concat(keys(var.presets), flatten([for preset in var.presets : tolist(preset.aliases)])), "manifests"
      )
      error_message = join("", [
        "The preset or alias manifests conflicts with the path /manifests/, under which manifests are served: ",
        "rename presets[\"manifests\"] or the alias, or set ${var.own_cdn == null ? "cdn" : "own_cdn"}.manifests to false.",
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
  code    = module.viewer.code.manifests

  lifecycle {
    create_before_destroy = true
  }
}
