# Changes wait here until the schedule's next tick, when the function receives all of them. The queue is not an event source of
# its own, because a trigger's pollers would decide on the batches.
module "queue" {
  source = "../queue"

  name                       = "${var.stack.name}-purge"
  tags                       = var.stack.tags
  visibility_timeout_seconds = local.hidden_seconds
  max_receive_count          = local.max_receive_count
  retention_days             = var.stack.messages.retention_days
  kms_key_arn                = var.stack.messages.kms_key_arn
}

# One drain per window, and never two at a time.
module "ticks" {
  source = "../ticks"

  name                     = "${var.stack.name}-purge"
  description              = "Starts the purge function of ${var.stack.name}."
  tags                     = var.stack.tags
  window_minutes           = var.window_minutes
  function_timeout_seconds = local.timeout_seconds
  kms_key_arn              = var.stack.messages.kms_key_arn
  permissions_boundary_arn = var.stack.common.permissions_boundary_arn
  role_path                = var.stack.common.role_path
  role_name_prefix         = var.stack.common.role_name_prefix
  role                     = var.stack.schedule_role
}

module "function" {
  source = "../lambda"

  name    = "${var.stack.name}-purge"
  tags    = var.stack.tags
  package = var.stack.package
  common  = var.stack.common

  function = {
    description     = "Invalidates the variants of changed originals in CloudFront."
    handler         = "purge.handler"
    memory_mb       = local.memory_mb
    timeout_seconds = local.timeout_seconds
    environment     = local.environments.real
    statements      = local.statements

    # Accumulated ticks trigger a single drain.
    queue = {
      arn        = module.ticks.queue_arn
      batch_size = 10
    }
  }
}

locals {
  # A drain receives and deletes up to ten thousand messages and sends one request to CloudFront.
  timeout_seconds = 20
  memory_mb       = 256

  # Longer than the function's timeout, so that messages in flight are not delivered twice; and short enough that messages it could
  # not purge are visible again for the next drain, a minute later.
  hidden_seconds = 30

  # Each drain that fails, or that CloudFront throttles, counts as one receive: this allows at least three hours of them.
  max_receive_count = 180
}
