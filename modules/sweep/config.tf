# Configuration of the sweep: the shared one plus its own keys.
locals {
  urls = {
    real    = { process = var.process_queue.url, sweep = module.queue.url }
    planned = { process = var.process_queue.planned_url, sweep = module.queue.planned_url }
  }

  # With real values, and with the values known at plan time, to measure its size.
  environments = {
    for use, urls in local.urls : use => merge(var.stack.environment, {
      DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.stack.config), {
        queues  = { process = urls.process, purge = null }
        memory  = var.function.memory_mb
        timeout = var.function.timeout_seconds
        sweep = merge(
          {
            queue      = urls.sweep
            rate       = var.limits.rate_per_second
            backlog    = var.limits.backlog
            minimumAge = var.limits.minimum_age_seconds
          },
          var.limits.shards == 1 ? {} : { shards = var.limits.shards },
        )
      }))
    })
  }
}

module "planned_environment" {
  source = "../environment-size"

  variables = local.environments.planned
}
