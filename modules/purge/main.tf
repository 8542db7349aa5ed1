# Changes wait here until the schedule's next tick makes the function take all of them. It feeds no function by itself: what a
# trigger's pollers would make batches of is theirs to decide.
module "queue" {
  source = "../queue"

  name                       = "${var.stack.name}-purge"
  tags                       = var.stack.tags
  visibility_timeout_seconds = local.hidden_seconds
  max_receive_count          = local.max_receive_count
  retention_days             = var.stack.messages.retention_days
  kms_key_arn                = var.stack.messages.kms_key_arn
}

# One drain for each window, and never two at a time.
module "ticks" {
  source = "../ticks"

  name                     = "${var.stack.name}-purge"
  description              = "Starts the purge function of ${var.stack.name}."
  tags                     = var.stack.tags
  window_minutes           = var.window_minutes
  function_timeout_seconds = local.timeout_seconds
  kms_key_arn              = var.stack.messages.kms_key_arn
  permissions_boundary_arn = var.stack.common.permissions_boundary_arn
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

    # Ticks that have piled up make one drain.
    queue = {
      arn        = module.ticks.queue_arn
      batch_size = 10
    }
  }
}

locals {
  # Up to ten thousand messages are taken and deleted, and one request is made of CloudFront.
  timeout_seconds = 20
  memory_mb       = 256

  # Longer than the function lives, so that nobody else is given what it holds; and shorter than a minute after it stops taking,
  # so that what it could not purge is there again for the next drain.
  hidden_seconds = 30

  # Every drain that fails, or that CloudFront is too busy for, costs a receive: three hours of them at the least.
  max_receive_count = 180
}
