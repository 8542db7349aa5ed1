data "aws_partition" "this" {}

data "aws_region" "this" {}

module "artifacts" {
  source = "./modules/artifacts"

  folder          = path.module
  release         = local.version
  architecture    = var.architecture
  package         = var.package
  edge_path       = var.edge_path
  viewer_function = local.has_cdn
}

locals {
  tags = merge({ "darkroom:stack" = var.name }, var.tags)

  service_domain = "${data.aws_region.this.id}.${data.aws_partition.this.dns_suffix}"

  # Shared by all functions: the variable `stack` of modules/process, render, purge and sweep.
  stack = {
    name              = var.name
    tags              = local.tags
    package           = module.artifacts.found.package
    config            = jsonencode(local.config)
    environment       = { POWERTOOLS_LOG_LEVEL = var.logs.level }
    statements        = local.shared_statements
    object_statements = local.object_statements
    bucket_arn        = module.bucket.arn
    prefixes          = local.prefixes
    messages          = var.messages

    common = {
      architecture             = var.architecture
      log_retention_days       = var.logs.retention_days
      log_kms_key_arn          = var.logs.kms_key_arn
      tracing                  = var.tracing
      permissions_boundary_arn = var.permissions_boundary_arn
    }
  }
}
