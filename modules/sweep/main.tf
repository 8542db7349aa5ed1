# Holds what begins a sweep, and what is left of one that ran out of time: so a sweep survives whatever kills its function.
module "queue" {
  source = "../queue"

  name                     = "${var.name}-sweep"
  tags                     = var.tags
  function_timeout_seconds = var.function.timeout_seconds
  retention_days           = var.messages.retention_days
  kms_key_arn              = var.messages.kms_key_arn
}

module "function" {
  source = "../lambda"

  name    = "${var.name}-sweep"
  tags    = var.tags
  package = var.package
  common  = var.common

  function = {
    description     = "Queues originals whose variants are missing, out of date or left over."
    handler         = "sweep.handler"
    memory_mb       = var.function.memory_mb
    timeout_seconds = var.function.timeout_seconds
    environment     = local.environment
    statements      = local.statements

    queue = {
      arn = module.queue.arn
      # The least that Lambda takes; a sweep does not begin while another holds the lease.
      max_concurrency = 2
    }
  }
}

# A long sweep sends itself the rest of its work, more than the sixteen times at which Lambda suspects a loop. It can't be one:
# every message is further along the bucket's keys than the last.
resource "aws_lambda_function_recursion_config" "this" {
  function_name  = module.function.name
  recursive_loop = "Allow"
}

locals {
  environment = merge(var.environment, {
    DARKROOM_CONFIG = jsonencode(merge(jsondecode(var.config), {
      memory  = var.function.memory_mb
      timeout = var.function.timeout_seconds
      sweep = {
        queue      = module.queue.url
        rate       = var.limits.rate_per_second
        backlog    = var.limits.backlog
        minimumAge = var.limits.minimum_age_seconds
      }
    }))
  })

  statements = concat(var.statements, [
    {
      sid       = "ReadManifests"
      actions   = ["s3:GetObject"]
      resources = ["${var.bucket_arn}/${var.prefixes.manifests}*"]
    },
    {
      sid       = "ListByPrefix"
      actions   = ["s3:ListBucket"]
      resources = [var.bucket_arn]
      condition = { StringLike = { "s3:prefix" = [for prefix in values(var.prefixes) : "${prefix}*"] } }
    },
    {
      sid       = "HoldTheLease"
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = ["${var.bucket_arn}/${var.prefixes.locks}sweep"]
    },
    {
      sid       = "QueueFindings"
      actions   = ["sqs:GetQueueAttributes", "sqs:SendMessage"]
      resources = [var.process_queue_arn]
    },
    {
      sid       = "QueueTheRest"
      actions   = ["sqs:SendMessage"]
      resources = [module.queue.arn]
    },
  ])
}
