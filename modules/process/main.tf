locals {
  senders = [merge(var.sender, { sid = "AllowUploads" })]
}

# Holds upload events, and other functions' requests for reconcile passes.
module "queue" {
  source = "../queue"

  name                     = "${var.stack.name}-process"
  tags                     = var.stack.tags
  function_timeout_seconds = var.function.timeout_seconds
  max_receive_count        = var.max_receive_count
  retention_days           = var.stack.messages.retention_days
  kms_key_arn              = var.stack.messages.kms_key_arn

  senders = local.senders
}

module "function" {
  source = "../lambda"

  name    = "${var.stack.name}-process"
  tags    = var.function.tags
  package = var.stack.package
  common  = var.stack.common

  function = {
    description          = "Makes, replaces and deletes the variants of originals that were uploaded, changed or deleted."
    handler              = "process.handler"
    memory_mb            = var.function.memory_mb
    timeout_seconds      = var.function.timeout_seconds
    reserved_concurrency = var.function.reserved_concurrency
    environment          = local.environments.real
    statements           = local.statements

    queue = {
      arn             = module.queue.arn
      max_concurrency = var.function.max_concurrency
    }
  }
}

# While another execution holds a path's lock, later reconcile passes are requested repeatedly: an original that many clients
# request or that keeps changing can exceed the sixteen invocations after which Lambda assumes a loop and drops the message. It
# is no infinite loop: only a pass that sees a lock requests another one, and locks end.
resource "aws_lambda_function_recursion_config" "this" {
  # Not the function's output: it is null in a plan that fails the function's preconditions, and a second error would hide the
  # first.
  function_name  = module.names.names.function
  recursive_loop = "Allow"

  depends_on = [module.function]
}

module "names" {
  source = "../names"

  names = { function = "${var.stack.name}-process" }
  limit = 64
}
