data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  tags = merge({ "darkroom:stack" = var.name }, var.tags)

  service_domain = "${data.aws_region.this.id}.${data.aws_partition.this.dns_suffix}"

  package = merge(var.package, {
    path = var.package.s3_bucket != null ? null : coalesce(var.package.path, "${path.module}/dist/darkroom-${var.architecture}.zip")
  })

  # Shared by all functions: the variable `stack` of modules/process, render, purge and sweep.
  stack = {
    name              = var.name
    tags              = local.tags
    package           = local.package
    config            = jsonencode(local.config)
    environment       = { POWERTOOLS_LOG_LEVEL = var.logs.level }
    statements        = local.shared_statements
    object_statements = local.object_statements
    bucket_arn        = module.bucket.arn
    prefixes          = local.prefixes

    variants_bucket_arn = local.has_variants_bucket ? module.variants_bucket[0].arn : null

    messages = var.messages

    common = {
      architecture             = var.architecture
      log_retention_days       = var.logs.retention_days
      log_kms_key_arn          = var.logs.kms_key_arn
      tracing                  = var.tracing
      permissions_boundary_arn = var.permissions_boundary_arn
    }
  }
}
