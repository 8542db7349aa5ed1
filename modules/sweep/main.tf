# Holds the messages that start a sweep or continue one that ran out of time, so a sweep survives a crash of its function.
module "queue" {
  source = "../queue"

  name                     = "${var.stack.name}-sweep"
  tags                     = var.stack.tags
  function_timeout_seconds = var.function.timeout_seconds
  retention_days           = var.stack.messages.retention_days
  kms_key_arn              = var.stack.messages.kms_key_arn
}

module "function" {
  source = "../lambda"

  name    = "${var.stack.name}-sweep"
  tags    = var.stack.tags
  package = var.stack.package
  common  = var.stack.common

  function = {
    description     = "Queues originals whose variants are missing, out of date or left over."
    handler         = "sweep.handler"
    memory_mb       = var.function.memory_mb
    timeout_seconds = var.function.timeout_seconds
    environment     = local.environments.real
    statements      = local.statements

    queue = {
      arn = module.queue.arn
      # Lambda's minimum is two; a sweep does not start while another holds the lease.
      max_concurrency = max(2, var.limits.shards)
    }
  }
}

# A long sweep sends itself messages to continue, more than the sixteen after which Lambda assumes a loop. It is no infinite
# loop: every message is further along the bucket's keys than the previous one.
resource "aws_lambda_function_recursion_config" "this" {
  function_name  = module.function.name
  recursive_loop = "Allow"
}
