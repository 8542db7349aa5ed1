locals {
  # Where things are. `folders` is absent by default, so that the functions' environment is no larger for it.
  prefixes = merge(
    {
      originals = var.originals.prefix
      variants  = "variants/"
      manifests = "manifests/"
      locks     = "locks/"
    },
    length(var.originals.folders) == 0 ? {} : { folders = sort(var.originals.folders) },
  )

  # Key prefixes of the originals, in the order of their keys: the prefix, or the folders in it.
  original_prefixes = (
    length(var.originals.folders) == 0
    ? [var.originals.prefix]
    : [for folder in sort(var.originals.folders) : "${var.originals.prefix}${folder}"]
  )

  made_prefixes = { for use in ["variants", "manifests", "locks"] : use => local.prefixes[use] }

  # The bucket of variants, manifests and locks: the originals' own by default.
  has_variants_bucket = var.variants_bucket != null
  variants_bucket = {
    name                 = local.has_variants_bucket ? module.variants_bucket[0].name : module.bucket.name
    arn                  = local.has_variants_bucket ? module.variants_bucket[0].arn : module.bucket.arn
    regional_domain_name = local.has_variants_bucket ? module.variants_bucket[0].regional_domain_name : module.bucket.regional_domain_name
  }

  # Maximum lifetime of a message that may need a mark: it waits in its queue, becomes a dead letter, is redriven and waits
  # again. Doubled, because a redriven message may become a dead letter once more.
  locks_days = 2 * (var.messages.retention_days + module.process.dead_letter_retention_days)

  # Buckets made here that must be empty to be destroyed.
  guards_bucket          = var.bucket.create && !var.bucket.force_destroy
  guards_variants_bucket = local.has_variants_bucket && try(var.variants_bucket.create && !var.variants_bucket.force_destroy, false)
  guarded_bucket_arns = concat(
    local.guards_bucket ? [module.bucket.arn] : [],
    local.guards_variants_bucket ? [local.variants_bucket.arn] : [],
  )

  # Each reader's prefixes by the bucket that has them, where there are two.
  read_variants = { for name, reader in var.bucket.readers : name => [
    for prefix in reader.prefixes : prefix if anytrue([for made in values(local.made_prefixes) : startswith(prefix, made)])
  ] }
  read_originals = { for name, reader in var.bucket.readers : name => setsubtract(reader.prefixes, local.read_variants[name]) }

  variant_readers = {
    for name, prefixes in local.read_variants : name => { arns = var.bucket.readers[name].arns, prefixes = prefixes }
    if length(prefixes) > 0
  }
  original_readers = {
    for name, prefixes in local.read_originals : name => { arns = var.bucket.readers[name].arns, prefixes = prefixes }
    if length(prefixes) > 0
  }
}

module "bucket" {
  source = "./modules/bucket"

  name                    = var.name
  create                  = var.bucket.create
  bucket_name             = var.bucket.name
  tags                    = local.tags
  originals               = local.original_prefixes
  prefixes                = local.has_variants_bucket ? null : local.made_prefixes
  kms_key_arn             = var.bucket.kms_key_arn
  force_destroy           = var.bucket.force_destroy
  noncurrent_version_days = var.bucket.noncurrent_version_days
  locks_days              = local.locks_days
  services                = local.has_variants_bucket ? [] : flatten(module.cdn[*].bucket_readers)
  readers                 = local.has_variants_bucket ? local.original_readers : var.bucket.readers
  policy_statements       = var.bucket.policy_statements
  uploads                 = var.uploads

  originals_lifecycle = merge(var.bucket.originals_lifecycle, {
    expire_folders = {
      for folder, days in var.bucket.originals_lifecycle.expire_folders : "${var.originals.prefix}${folder}" => days
    }
  })
}

module "variants_bucket" {
  source = "./modules/bucket"
  count  = local.has_variants_bucket ? 1 : 0

  name          = "${var.name}-variants"
  create        = var.variants_bucket.create
  bucket_name   = var.variants_bucket.name
  tags          = local.tags
  prefixes      = local.made_prefixes
  kms_key_arn   = var.variants_bucket.kms_key_arn
  force_destroy = var.variants_bucket.force_destroy
  locks_days    = local.locks_days
  services      = flatten(module.cdn[*].bucket_readers)
  # Readers of variants read them where they are.
  readers = local.variant_readers
}

# Destroyed before anything else of the stack, and refuses that while a bucket made here is not empty, unless `force_destroy`
# allows it: a destroy takes policy, public access block and versioning off a bucket before S3 refuses to delete it. Terraform's
# own prevent_destroy can't be a variable, and doesn't hold when the module is removed from a configuration.
resource "aws_lambda_invocation" "guard" {
  function_name   = module.process_names.names.function
  lifecycle_scope = "CRUD"

  # Handled by handler/src/process/guard.ts. Never absent: while `force_destroy` changes, this resource is changed, not destroyed.
  input = jsonencode({
    guard = {
      bucket          = local.guards_bucket ? module.bucket.name : null
      variants_bucket = local.guards_variants_bucket ? local.variants_bucket.name : null
    }
  })

  depends_on = [
    module.bucket, module.variants_bucket, module.notifications, module.process, module.render, module.cdn, module.purge,
    module.sweep, module.observability, aws_s3_object.overlay,
  ]
}

# Not the function's output: it is null in a plan that fails the function's preconditions, and a second error would hide the first.
module "process_names" {
  source = "./modules/names"

  names = { function = "${var.name}-process" }
  limit = 64
}
