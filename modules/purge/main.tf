module "queue" {
  source = "../queue"

  name                     = "${var.name}-purge"
  tags                     = var.tags
  function_timeout_seconds = local.timeout_seconds
  window_seconds           = var.window_seconds
  max_receive_count        = local.max_receive_count
  retention_days           = var.messages.retention_days
  kms_key_arn              = var.messages.kms_key_arn
}

module "function" {
  source = "../lambda"

  name    = "${var.name}-purge"
  tags    = var.tags
  package = var.package
  common  = var.common

  function = {
    description          = "Makes CloudFront forget the variants of changed originals."
    handler              = "purge.handler"
    memory_mb            = local.memory_mb
    timeout_seconds      = local.timeout_seconds
    reserved_concurrency = var.reserved_concurrency
    environment          = local.environment
    statements           = local.statements

    queue = {
      arn             = module.queue.arn
      batch_size      = local.batch_size
      window_seconds  = var.window_seconds
      max_concurrency = local.least_concurrency
    }
  }
}

locals {
  # One request to CloudFront and little else. A short timeout also makes for a short visibility timeout, and that is how long
  # a batch waits that bounced, or that CloudFront was too busy for.
  timeout_seconds = 15
  memory_mb       = 256

  # The least that a trigger can be told; the function's reserved copy makes it one. With both, a batch that bounces now and
  # then costs a receive, and so does every try while CloudFront is busy: about two hours of them are allowed.
  least_concurrency = 2
  max_receive_count = 100

  # Lambda collects more than ten messages only in a window.
  batch_size = var.window_seconds > 0 ? 10000 : 10

  environment = merge(var.environment, {
    DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.config), {
      memory       = local.memory_mb
      timeout      = local.timeout_seconds
      distribution = var.distribution.id
    }))
  })

  statements = concat(var.statements, [{
    sid       = "PurgeThisDistribution"
    actions   = ["cloudfront:CreateInvalidation"]
    resources = [var.distribution.arn]
  }])
}
