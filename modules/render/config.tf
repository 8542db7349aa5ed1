# Configuration of render: the shared one plus its own keys.
locals {
  addition = merge(
    {
      fallback = var.fallback
      memory   = var.function.memory_mb
      timeout  = var.function.timeout_seconds
    },
    var.transforms == null ? {} : {
      transforms = { maxDimension = var.transforms.max_dimension, formats = var.transforms.formats }
    },
    var.cors_origin == null ? {} : { cors = var.cors_origin },
    var.own_cdn == null ? {} : {
      ownCdn = merge(
        { uriPrefix = "/${trimsuffix(var.stack.prefixes.variants, "/")}" },
        var.own_cdn.path == "" ? {} : { path = var.own_cdn.path },
      )
    },
  )

  # With real values, and with the values known at plan time, to measure its size. Render never
  # replaces or deletes anything, so it needs no purge queue.
  environments = {
    for use, url in { real = var.process_queue.url, planned = var.process_queue.planned_url } :
    use => merge(var.stack.environment, {
      DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.stack.config), { queues = { process = url, purge = null } }, local.addition))
    })
  }
}

module "planned_environment" {
  source = "../environment-size"

  variables = local.environments.planned
}
