provider "aws" {
  region = var.region
  # A plan with the credentials of another account fails before it reads anything.
  allowed_account_ids = var.account_id == null ? null : [var.account_id]

  default_tags {
    tags = { environment = var.environment }
  }
}

locals {
  name = "gallery-${var.environment}"
}

# Who is notified of alarms. Subscribe the on-call engineer, or what pages them.
resource "aws_sns_topic" "alarms" {
  count = var.alarms ? 1 : 0

  name = "${local.name}-alarms"
}

# What is the same everywhere is here, and what differs is in <environment>.tfvars: an environment in which presets or limits
# differ predicts nothing for the next.
module "darkroom" {
  source = "../.."

  name = local.name

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside", quality = { jpeg = 82 } }
  }

  bucket        = var.bucket
  process       = var.process
  render        = var.render
  messages      = var.messages
  logs          = var.logs
  tracing       = var.tracing
  cdn           = { price_class = var.price_class }
  observability = var.alarms ? { topic_arn = aws_sns_topic.alarms[0].arn } : null

  package   = var.package
  edge_path = var.edge_path
}
