# What process is told: the stack's configuration and what only it needs.
locals {
  queues = {
    real    = { process = module.queue.url, purge = try(var.purge_queue.url, null) }
    planned = { process = module.queue.planned_url, purge = try(var.purge_queue.planned_url, null) }
  }

  # As it is, and as a plan already knows it, for its size.
  environments = {
    for use, queues in local.queues : use => merge(var.stack.environment, {
      DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.stack.config), {
        queues  = queues
        memory  = var.function.memory_mb
        timeout = var.function.timeout_seconds
      }))
    })
  }
}

module "planned_environment" {
  source = "../environment-size"

  variables = local.environments.planned
}
