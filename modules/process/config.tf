# Configuration of process: the shared one plus its own keys.
locals {
  queues = {
    real    = { process = module.queue.url, purge = try(var.purge_queue.url, null) }
    planned = { process = module.queue.planned_url, purge = try(var.purge_queue.planned_url, null) }
  }

  # With real values, and with the values known at plan time, to measure its size.
  environments = {
    for use, queues in local.queues : use => merge(var.stack.environment, {
      DARKROOM_CONFIG = jsonencode(merge(
        jsondecode(var.stack.config),
        { queues = queues, memory = var.function.memory_mb, timeout = var.function.timeout_seconds },
        var.event_bus == null ? {} : { eventBus = var.event_bus.name },
      ))
    })
  }
}

module "planned_environment" {
  source = "../environment-size"

  variables = local.environments.planned
}
