provider "aws" {
  region = var.region
}

# Where alarms go.
resource "aws_sns_topic" "alarms" {
  name = "gallery-complete-alarms"
}

# Every variable of the module, most of them with other values than their defaults. Nobody needs all of them: copy what you need.
module "darkroom" {
  source = "../.."

  name = "gallery-complete"
  tags = { team = "web" }

  # The code. By default, what `make build` or a release has put into the module's folder.
  package      = var.package
  edge_path    = var.edge_path
  architecture = var.architecture

  # What is made.
  presets = {
    thumb = { width = 200, ratio = "1:1", dpr = [1, 2], position = "attention", sharpen = "light", aliases = ["small"] }
    page  = { width = 1600, fit = "inside", formats = ["webp"], quality = { jpeg = 82, webp = 82 }, overlay = "mark", copyright = "keep", credit = "Gallery" }
    icon  = { width = 48, height = 48, fit = "contain", background = "dominant", enlarge = true, formats = [] }
    staff = { width = 300, height = 300, position = "focal", corners = 150, grayscale = true, quality = { avif = "auto" } }
    zoom  = { width = 3000, fit = "inside", make = "request", animated = true }
  }
  overlays = {
    mark = { file = "${path.module}/mark.png", position = "right bottom", size = 20, margin = 4, opacity = 70, tile = false }
  }
  # With a package of `make build HEIC=1`, also heic_pixels = 50000000: see docs/limits.md.
  limits        = { bytes = 31457280, pixels = 60000000, dimension = 4096 }
  cache_control = "public, max-age=3600, stale-while-revalidate=86400"
  on_reject     = "keep"

  # Where it is.
  bucket = {
    create                  = true # examples/existing-bucket
    eventbridge             = true
    name                    = null
    kms_key_arn             = null # examples/kms
    force_destroy           = true
    noncurrent_version_days = 7
    readers                 = {}
    policy_statements       = []
    originals_lifecycle = {
      transitions    = [{ days = 90, storage_class = "GLACIER_IR" }]
      expire_days    = null
      expire_folders = { "drafts/" = 14 }
    }
  }
  variants_bucket = {
    create        = true
    name          = null
    kms_key_arn   = null
    force_destroy = true
  }
  originals = { prefix = "uploads/", folders = [] }
  uploads   = { origins = ["https://www.example.com"] } # examples/user-uploads

  # How it is served.
  cdn = {
    price_class            = "PriceClass_200"
    domain                 = null # examples/custom-domain
    cors_origin            = "https://www.example.com"
    manifests              = true
    viewer_protocol_policy = "https-only"
    web_acl_arn            = null
    origin_shield_region   = var.region
    logging                = null
    geo_restriction        = null
    policies               = null
    response_headers = {
      strict_transport_security = { max_age_seconds = 31536000, include_subdomains = true }
      custom                    = { Cross-Origin-Resource-Policy = "cross-origin" }
    }
  }
  own_cdn          = null # examples/own-cdn
  own_distribution = null
  fallback         = "fallback.jpg"
  signing_keys     = var.signing_keys
  transforms       = { max_dimension = 2000, formats = ["webp"] }

  # The functions.
  process = {
    memory_mb            = 1769
    timeout_seconds      = 60
    max_concurrency      = 4
    reserved_concurrency = null
    max_receive_count    = 5
  }
  render = {
    memory_mb               = 1769
    timeout_seconds         = 25
    reserved_concurrency    = null
    provisioned_concurrency = null
  }
  functions = {
    vpc                     = var.vpc
    layers                  = []
    environment             = { SERVICE_OWNER = "web" }
    ephemeral_storage_mb    = 1024
    code_signing_config_arn = null
  }
  roles = {
    path        = "/gallery/"
    name_prefix = "web-"
    existing    = {}
  }
  permissions_boundary_arn = null
  logs = {
    level           = "WARN"
    retention_days  = 14
    kms_key_arn     = null
    class           = "STANDARD"
    group_prefix    = "/gallery/"
    existing_groups = {}
  }
  tracing = true

  # What happens in between.
  messages = { retention_days = 7, kms_key_arn = null }
  upload_events = {
    existing_topic = null # examples/existing-topic
    eventbridge    = { bus_name = "default" }
  }
  events = {
    topic       = true
    eventbridge = { bus_name = "default" }
  }
  purge = { window_minutes = 2 }
  sweep = {
    schedule  = { expression = "cron(0 3 * * ? *)", timezone = "Europe/Berlin", enabled = true, dry_run = false }
    on_change = true
    limits    = { rate_per_second = 10, backlog = 500, minimum_age_seconds = 1800, shards = 2 }
    function  = { memory_mb = 512, timeout_seconds = 300 }
  }

  # Who is told if something is wrong.
  observability = {
    topic_arn   = aws_sns_topic.alarms.arn
    thresholds  = { dead_letters = 0, queue_age_seconds = 900, function_errors = 3, renders = 5000 }
    off         = []
    runbook_url = "https://wiki.example.com/darkroom/runbook"
    dashboard   = true
  }
  spend = { render_usd_per_day = 5, total_usd_per_day = 20, stop_rendering = true }
}
