# The playground of one stack, for one user, behind a distribution of its own: the page, and an API that needs a token.
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

locals {
  name      = "${var.name}-playground"
  parameter = coalesce(var.secret.parameter, "/darkroom/${var.name}/playground")
  stack_key = "playground/${var.name}.json"

  buckets = { for use, arn in { originals = var.bucket_arn, variants = var.variants_bucket_arn } : use => reverse(split(":", arn))[0] }
}

module "function" {
  source = "../lambda"

  name = local.name
  tags = var.tags

  # JavaScript alone, for any processor.
  package = { path = coalesce(var.package_path, "${path.module}/../../dist/darkroom-playground.zip") }

  common = {
    architecture             = "arm64"
    log_retention_days       = var.log_retention_days
    permissions_boundary_arn = var.permissions_boundary_arn
  }

  function = {
    description          = "The playground's page, and its API, which needs the token in ${local.parameter}."
    handler              = "function.handler"
    memory_mb            = 256
    timeout_seconds      = 15
    reserved_concurrency = var.reserved_concurrency
    statements           = local.statements
    url                  = true

    environment = {
      DARKROOM_PLAYGROUND = jsonencode({
        stack          = { bucket = local.buckets.variants, key = local.stack_key }
        variantsBucket = local.buckets.variants
        folder         = var.folder
        parameter      = local.parameter
      })
    }
  }
}

# Not in the function's environment: the stack's CDN may name this playground's origin, which is known after the function.
resource "aws_s3_object" "stack" {
  bucket       = local.buckets.variants
  key          = local.stack_key
  content      = jsonencode(var.client)
  content_type = "application/json"

  lifecycle {
    precondition {
      condition     = var.client.upload != null && var.client.manifests
      error_message = "The playground uploads and waits for manifests: set uploads = { origins = [...] } and cdn = { manifests = true }."
    }

    precondition {
      condition = var.client.upload == null ? true : var.client.upload.prefix == var.originals_prefix
      error_message = join("", [
        "originals_prefix is \"${var.originals_prefix}\", but the stack's originals.prefix is ",
        "\"${try(var.client.upload.prefix, "null")}\": pass the same.",
      ])
    }

    precondition {
      condition = var.client.upload == null ? true : length(var.client.upload.folders) == 0 || anytrue([
        for folder in var.client.upload.folders : startswith(var.folder, folder)
      ])
      error_message = join("", [
        "folder is \"${var.folder}\", which is in none of the stack's originals.folders: ",
        "${join(", ", try(var.client.upload.folders, []))}. Add it there.",
      ])
    }
  }
}
