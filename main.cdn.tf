locals {
  transforms = {
    max_dimension = coalesce(var.transforms.max_dimension, min(4096, var.limits.dimension))
    formats       = var.transforms.formats
  }

  # What makes the owner's CDN must not depend on `var.own_distribution`, which in turn is made from it.
  has_cdn        = var.cdn != null || var.own_cdn != null
  has_cloudfront = var.cdn != null || (var.own_cdn == null ? false : var.own_cdn.type == "cloudfront")

  # What both kinds of CDN have in common. No `try`, whose result is unknown as a whole if any part is.
  cdn = {
    cors_origin      = var.cdn != null ? var.cdn.cors_origin : var.own_cdn == null ? null : var.own_cdn.cors_origin
    manifests        = var.cdn != null ? var.cdn.manifests : var.own_cdn == null ? false : var.own_cdn.manifests
    policies         = var.cdn != null ? var.cdn.policies : var.own_cdn == null ? null : var.own_cdn.policies
    response_headers = var.cdn != null ? var.cdn.response_headers : null
  }
}

module "render" {
  source = "./modules/render"
  count  = local.has_cdn ? 1 : 0

  stack         = local.stacks.render
  function      = local.rendering ? var.render : merge(var.render, { reserved_concurrency = 0 })
  process_queue = local.process_queue
  fallback      = var.fallback
  cors_origin   = local.cdn.cors_origin
  transforms    = nonsensitive(length(var.signing_keys) > 0) ? local.transforms : null
  own_cdn       = var.own_cdn == null ? null : { path = var.own_cdn.path }
}

module "cdn" {
  source = "./modules/cdn"
  count  = local.has_cloudfront ? 1 : 0

  name                   = var.name
  tags                   = local.tags
  bucket                 = { name = local.variants_bucket.name, regional_domain_name = local.variants_bucket.regional_domain_name }
  prefixes               = { variants = local.prefixes.variants, manifests = local.prefixes.manifests }
  presets                = { for name, preset in local.presets : name => { formats = preset.formats, aliases = preset.aliases } }
  edge_path              = module.artifacts.found.edge_path
  signing_keys           = var.signing_keys
  transforms             = local.transforms
  manifests              = local.cdn.manifests
  cors_origin            = local.cdn.cors_origin
  policies               = local.cdn.policies
  response_headers       = local.cdn.response_headers
  price_class            = var.cdn == null ? "PriceClass_100" : var.cdn.price_class
  viewer_protocol_policy = var.cdn == null ? "redirect-to-https" : var.cdn.viewer_protocol_policy
  domain                 = var.cdn == null ? null : var.cdn.domain
  web_acl_arn            = var.cdn == null ? null : var.cdn.web_acl_arn
  origin_shield_region   = var.cdn == null ? null : var.cdn.origin_shield_region
  logging                = var.cdn == null ? null : var.cdn.logging
  geo_restriction        = var.cdn == null ? null : var.cdn.geo_restriction
  own_cdn                = var.own_cdn == null ? null : { path = var.own_cdn.path }
  own_distribution       = var.own_distribution

  render = {
    url             = module.render[0].function_url
    function_name   = module.render[0].function_name
    timeout_seconds = var.render.timeout_seconds
    alias           = module.render[0].alias
  }
}
