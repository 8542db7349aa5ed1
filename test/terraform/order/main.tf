# In which order things are made and removed: test/unit/terraform/order.test.ts looks at the graph of these. Nothing is asked
# for it, so the provider needs no account.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

module "cdn" {
  source = "../../../modules/cdn"

  name      = "darkroom"
  bucket    = { name = "photos", regional_domain_name = "photos.s3.eu-central-1.amazonaws.com" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-render" }
  presets   = { page = { formats = ["webp"] } }
  edge_path = "${path.module}/../../../modules/cdn/tests/edge.txt"
  policies  = var.policies
}

module "notifications" {
  source = "../../../modules/notifications"

  name             = "darkroom"
  bucket           = { name = "photos", arn = "arn:aws:s3:::photos" }
  originals_prefix = "originals/"
  process          = { function_timeout_seconds = 60, max_receive_count = 5, retention_days = 4 }
}

module "sweep" {
  source = "../../../modules/sweep"

  name              = "darkroom"
  package           = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common            = { architecture = "arm64", log_retention_days = 30 }
  config            = jsonencode({ stack = "darkroom" })
  bucket_arn        = "arn:aws:s3:::photos"
  prefixes          = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
  process_queue_arn = module.notifications.process_queue_arn
}

variable "policies" {
  type = object({
    cache_policy_id            = string
    origin_request_policy_id   = string
    response_headers_policy_id = string
  })
  default = null
}
