output "client" {
  description = <<-EOT
    What code that shows images and lets people upload them has to know: `terraform output -json client > darkroom.json` writes it for
    the npm package `darkroom-client`. Contains no secret. Null without a CDN.
    - `url`: base URL of all images, without a trailing slash; with `own_cdn`, its path on your site.
    - `presets`: by name, `width`, `height` (null where it follows from the aspect ratio), `fit`, `enlarge` and `formats`.
    - `transforms`: bounds of signed URLs, `maxDimension` and `formats`; null without `signing_keys`.
    - `manifests`: whether manifests are served, under `<url>/manifests/`: to know when an upload is ready, and its placeholder.
    - `upload`: where uploads go, for whoever signs them: `bucket`, `prefix` of the keys, the `folders` under it of which one has to
      follow (empty for all), and the most `bytes`. Null without `uploads`.
  EOT
  value = !local.has_cdn ? null : {
    url = var.own_cdn == null ? one(module.cdn[*].url) : var.own_cdn.path
    presets = { for name, preset in var.presets : name => {
      width   = preset.width
      height  = preset.height
      fit     = preset.fit
      enlarge = preset.enlarge
      formats = sort(preset.formats)
    } }
    transforms = nonsensitive(length(var.signing_keys) > 0) ? {
      maxDimension = local.transforms.max_dimension
      formats      = sort(local.transforms.formats)
    } : null
    manifests = local.cdn.manifests
    upload = var.uploads == null ? null : {
      bucket  = module.bucket.name
      prefix  = var.originals.prefix
      folders = sort(var.originals.folders)
      bytes   = var.limits.bytes
    }
  }
}

output "uploads_policy" {
  description = <<-EOT
    IAM policy, as JSON, for whoever signs uploads: a presigned POST has its signer's rights, and this one may put objects where
    originals are, and nothing else. Null without `uploads`.
  EOT
  value = var.uploads == null ? null : jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "PutOriginals"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = [for prefix in local.original_prefixes : "${module.bucket.arn}/${prefix}*"]
      }],
      var.bucket.kms_key_arn == null ? [] : [{
        Sid       = "EncryptOriginals"
        Effect    = "Allow"
        Action    = ["kms:GenerateDataKey"]
        Resource  = [var.bucket.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.service_domain}" } }
      }],
    )
  })
}
