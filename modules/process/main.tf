# Uploads wait here, and what other functions ask to have looked at.
module "queue" {
  source = "../queue"

  name                     = "${var.stack.name}-process"
  tags                     = var.stack.tags
  function_timeout_seconds = var.function.timeout_seconds
  max_receive_count        = var.max_receive_count
  retention_days           = var.stack.messages.retention_days
  kms_key_arn              = var.stack.messages.kms_key_arn

  senders = [{ sid = "AllowUploads", service = "sns.amazonaws.com", source_arn = var.uploads_topic_arn }]
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

# Looks at locks that were taken a moment ago are asked for again and again, by one original that many ask for or that keeps
# changing: more than the sixteen times at which Lambda suspects a loop, and drops the message. It can't be one: nobody asks
# for a look but whoever sees a lock, and locks end.
resource "aws_lambda_function_recursion_config" "this" {
  # Not the function's own output: in a plan that the function's checks refuse, that is null, and a second error would hide the
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
