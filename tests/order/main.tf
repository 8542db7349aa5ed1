# The order in which resources are created and deleted: test/unit/terraform/order.test.ts inspects the graph of these modules.
# No request is sent, so the provider needs no account.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

module "cdn" {
  source = "../../modules/cdn"

  name      = "darkroom"
  bucket    = { name = "photos", regional_domain_name = "photos.s3.eu-central-1.amazonaws.com" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-render" }
  presets   = { page = { formats = ["webp"] } }
  edge_path = "${path.module}/../../modules/cdn/tests/edge.txt"
  policies  = var.policies
}

module "notifications" {
  source = "../../modules/notifications"

  name              = "darkroom"
  bucket            = { name = "photos", arn = "arn:aws:s3:::photos" }
  originals         = ["originals/"]
  process_queue_arn = module.process.queue_arn
}

module "process" {
  source = "../../modules/process"

  stack             = local.stack
  function          = { memory_mb = 1769, timeout_seconds = 60, max_concurrency = 10 }
  max_receive_count = 5
  sender            = module.notifications.sender
  events_topic_arn  = module.notifications.events_topic_arn
}

module "sweep" {
  source = "../../modules/sweep"

  stack    = local.stack
  schedule = { expression = "rate(1 day)", timezone = "UTC", enabled = true, dry_run = false }
  limits   = { rate_per_second = 20, backlog = 1000, minimum_age_seconds = 900 }
  function = { memory_mb = 512, timeout_seconds = 300 }
  process_queue = {
    arn         = module.process.queue_arn
    url         = module.process.queue_url
    planned_url = module.process.queue_planned_url
  }
}

locals {
  stack = {
    name       = "darkroom"
    package    = { s3_bucket = "packages", s3_key = "darkroom.zip" }
    common     = { architecture = "arm64", log_retention_days = 30 }
    config     = jsonencode({ stack = "darkroom" })
    bucket_arn = "arn:aws:s3:::photos"
    prefixes   = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
    messages   = { retention_days = 4 }
  }
}

variable "policies" {
  type = object({
    cache_policy_id            = string
    origin_request_policy_id   = string
    response_headers_policy_id = string
  })
  default = null
}
