module "function" {
  source = "../lambda"

  name    = "${var.stack.name}-render"
  tags    = var.stack.tags
  package = var.stack.package
  common  = var.stack.common

  function = {
    description          = "Makes the variant that CloudFront asked for and did not find in the bucket."
    handler              = "render.handler"
    memory_mb            = var.function.memory_mb
    timeout_seconds      = var.function.timeout_seconds
    reserved_concurrency = var.function.reserved_concurrency
    environment          = local.environments.real
    statements           = local.statements
    url                  = true

    provisioned_concurrency = var.function.provisioned_concurrency
  }
}
