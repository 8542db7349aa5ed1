locals {
  transforms = {
    max_dimension = coalesce(var.transforms.max_dimension, min(4096, var.limits.dimension))
    formats       = var.transforms.formats
  }
}

module "render" {
  source = "./modules/render"
  count  = var.cdn == null ? 0 : 1

  stack         = local.stack
  function      = var.render
  process_queue = local.process_queue
  fallback      = var.fallback
  cors_origin   = var.cdn.cors_origin
  transforms    = nonsensitive(length(var.signing_keys) > 0) ? local.transforms : null
}

module "cdn" {
  source = "./modules/cdn"
  count  = var.cdn == null ? 0 : 1

  name                   = var.name
  tags                   = local.tags
  bucket                 = { name = module.bucket.name, regional_domain_name = module.bucket.regional_domain_name }
  prefixes               = { variants = local.prefixes.variants, manifests = local.prefixes.manifests }
  presets                = { for name, preset in var.presets : name => { formats = preset.formats, aliases = preset.aliases } }
  edge_path              = var.edge_path
  signing_keys           = var.signing_keys
  transforms             = local.transforms
  manifests              = var.cdn.manifests
  cors_origin            = var.cdn.cors_origin
  price_class            = var.cdn.price_class
  viewer_protocol_policy = var.cdn.viewer_protocol_policy
  domain                 = var.cdn.domain
  web_acl_arn            = var.cdn.web_acl_arn
  origin_shield_region   = var.cdn.origin_shield_region
  logging                = var.cdn.logging
  policies               = var.cdn.policies

  render = {
    url             = module.render[0].function_url
    function_name   = module.render[0].function_name
    timeout_seconds = var.render.timeout_seconds
  }
}
