variable "stack" {
  description = <<-EOT
    Where a stack's objects are: attributes of the variable `stack` of modules/process, render and sweep.
    - `bucket_arn`: ARN of the bucket of originals.
    - `variants_bucket_arn`: ARN of the bucket of variants, manifests and locks; null for the same one.
    - `prefixes`: key prefixes of originals, variants, manifests and locks; each ends with a slash, or is empty. `folders`: the folders
      under the prefix that hold originals; none for everything under it.
  EOT
  type = object({
    bucket_arn          = string
    variants_bucket_arn = optional(string)
    prefixes = object({
      originals = string
      folders   = optional(list(string), [])
      variants  = string
      manifests = string
      locks     = string
    })
  })
  nullable = false
}
