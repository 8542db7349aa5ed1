# What the owner of a CDN needs to set it up. Neither this nor the outputs may depend on `var.own_distribution`: so the outputs name
# instances of modules, because `module.cdn[*]` would wait for the whole module.
module "viewer" {
  source = "./modules/viewer"
  count  = var.own_cdn == null ? 0 : 1

  edge_path       = module.artifacts.found.edge_path
  variants_prefix = local.prefixes.variants
  presets         = { for name, preset in local.presets : name => { formats = preset.formats } }
  signing_keys    = var.signing_keys
  transforms      = local.transforms
  cors_origin     = local.cdn.cors_origin
  own_cdn         = var.own_cdn == null ? null : { path = var.own_cdn.path }
}
