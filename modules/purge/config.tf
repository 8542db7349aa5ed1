# Configuration of purge: the shared one plus its own keys.
locals {
  # With real values, and with the values known at plan time, to measure its size. CloudFront's IDs have 13 or 14 characters.
  urls = {
    real    = { process = var.process_queue.url, purge = module.queue.url, distribution = var.distribution.id }
    planned = { process = var.process_queue.planned_url, purge = module.queue.planned_url, distribution = "E1234567890ABC" }
  }

  environments = {
    for use, known in local.urls : use => merge(var.stack.environment, {
      DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.stack.config), {
        queues  = { process = known.process, purge = null }
        memory  = local.memory_mb
        timeout = local.timeout_seconds
        purge = merge(
          { queue = known.purge, distribution = known.distribution },
          var.uri_prefix == "" ? {} : { uriPrefix = var.uri_prefix },
        )
      }))
    })
  }
}

module "planned_environment" {
  source = "../environment-size"

  variables = local.environments.planned
}
