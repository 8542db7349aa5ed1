locals {
  folders           = length(var.stack.prefixes.folders) == 0 ? [""] : var.stack.prefixes.folders
  original_prefixes = [for folder in local.folders : "${var.stack.prefixes.originals}${folder}"]

  # Where variants, manifests and locks are.
  made_in = coalesce(var.stack.variants_bucket_arn, var.stack.bucket_arn)
  made    = [for use in ["locks", "manifests", "variants"] : var.stack.prefixes[use]]

  # Prefixes that are listed, by bucket. A listing of the whole bucket names no prefix.
  listings = concat(
    [{
      sid      = "ListBucketByPrefix"
      bucket   = var.stack.bucket_arn
      prefixes = concat(local.original_prefixes, var.stack.variants_bucket_arn == null ? local.made : [])
    }],
    [for arn in var.stack.variants_bucket_arn[*] : { sid = "ListVariantsBucketByPrefix", bucket = arn, prefixes = local.made }],
  )
}
