data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "./modules/region"
}

module "artifacts" {
  source = "./modules/artifacts"

  folder          = path.module
  release         = local.version
  architecture    = var.architecture
  package         = var.package
  edge_path       = var.edge_path
  viewer_function = local.has_cdn
  heic            = var.limits.heic_pixels > 0
}

locals {
  tags = merge({ "darkroom:stack" = var.name }, var.tags)

  service_domain = "${module.region.name}.${data.aws_partition.this.dns_suffix}"

  # Shared by all functions, and with the additions of `stacks` the variable `stack` of modules/process, render, purge and sweep.
  stack = {
    name              = var.name
    tags              = local.tags
    package           = module.artifacts.found.package
    config            = jsonencode(local.config)
    environment       = merge(var.functions.environment, { POWERTOOLS_LOG_LEVEL = var.logs.level })
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
      log_class                = var.logs.class
      log_group_prefix         = var.logs.group_prefix
      tracing                  = var.tracing
      permissions_boundary_arn = var.permissions_boundary_arn
      role_path                = var.roles.path
      role_name_prefix         = var.roles.name_prefix
      layers                   = var.functions.layers
      ephemeral_storage_mb     = var.functions.ephemeral_storage_mb
      code_signing_config_arn  = var.functions.code_signing_config_arn
    }
  }

  # The same for each function, with what is its own.
  stacks = {
    for function in ["process", "render", "purge", "sweep"] : function => merge(local.stack, {
      object_statements = concat(local.object_statements, contains(["process", "render"], function) ? local.read_overlays : [])
      tags              = merge(local.tags, function == "render" ? local.rendering_tags : {})

      schedule_role = lookup(var.roles.existing, "${function}_schedule", null)
      common = merge(local.stack.common, {
        role      = var.roles.existing[function]
        log_group = var.logs.existing_groups[function]
        vpc = (
          var.functions.vpc == null ? null : contains(var.functions.vpc.functions, function) ? {
            subnet_ids         = var.functions.vpc.subnet_ids
            security_group_ids = var.functions.vpc.security_group_ids
            ipv6               = var.functions.vpc.ipv6
          } : null
        )
      })
    })
  }
}
