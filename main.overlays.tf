# The marks, each named by its digest: another mark is another object, so no function ever reads one for the other, and the old one
# stays until every function has its new configuration (`create_before_destroy`).
resource "aws_s3_object" "overlay" {
  for_each = { for name, overlay in local.overlays : overlay.sha256 => var.overlays[name].file... }

  bucket       = local.variants_bucket.name
  key          = "${local.overlays_prefix}${each.key}.png"
  source       = each.value[0]
  content_type = "image/png"

  # An object may have ten tags, and those of a provider may be more.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # The same as OVERLAYS_PREFIX in handler/src/store/overlays.ts.
  overlays_prefix = "overlays/"

  # By way of the objects, so that they are there before a function is told of them. Their keys, unlike their ARNs, are known at plan.
  stored_overlays = {
    for name, overlay in local.overlays : name => merge(overlay, {
      sha256 = trimsuffix(trimprefix(aws_s3_object.overlay[overlay.sha256].key, local.overlays_prefix), ".png")
    })
  }

  read_overlays = length(var.overlays) == 0 ? [] : [{
    sid       = "ReadOverlays"
    actions   = ["s3:GetObject"]
    resources = ["${local.variants_bucket.arn}/${local.overlays_prefix}*"]
  }]
}
