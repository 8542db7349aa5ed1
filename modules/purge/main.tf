# Changes wait here until the schedule's next tick makes the function take all of them. It feeds no function by itself: what a
# trigger's pollers would make batches of is theirs to decide.
module "queue" {
  source = "../queue"

  name                       = "${var.name}-purge"
  tags                       = var.tags
  visibility_timeout_seconds = local.hidden_seconds
  max_receive_count          = local.max_receive_count
  retention_days             = var.messages.retention_days
  kms_key_arn                = var.messages.kms_key_arn
}

# One drain for each window, and never two at a time.
module "ticks" {
  source = "../ticks"

  name                     = "${var.name}-purge"
  description              = "Has purge take what changed in ${var.name}."
  tags                     = var.tags
  window_minutes           = var.window_minutes
  function_timeout_seconds = local.timeout_seconds
  kms_key_arn              = var.messages.kms_key_arn
  permissions_boundary_arn = var.common.permissions_boundary_arn
}

module "function" {
  source = "../lambda"

  name    = "${var.name}-purge"
  tags    = var.tags
  package = var.package
  common  = var.common

  function = {
    description     = "Makes CloudFront forget the variants of changed originals."
    handler         = "purge.handler"
    memory_mb       = local.memory_mb
    timeout_seconds = local.timeout_seconds
    environment     = local.environment
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

  environment = merge(var.environment, {
    DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.config), {
      memory  = local.memory_mb
      timeout = local.timeout_seconds
      purge   = { queue = module.queue.url, distribution = var.distribution.id }
    }))
  })

  statements = concat(var.statements, [
    {
      sid       = "TakeChanges"
      actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
      resources = [module.queue.arn]
    },
    {
      sid       = "PurgeThisDistribution"
      actions   = ["cloudfront:CreateInvalidation"]
      resources = [var.distribution.arn]
    },
  ])
}
