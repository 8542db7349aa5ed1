provider "aws" {
  region = var.region
}

# Photos with the playground, for one person with a token: what a team tries presets and formats with, on AWS itself.
module "darkroom" {
  source = "../.."

  name = "trial"
  tags = { team = "web" }

  presets = {
    thumb = { width = 200, height = 200, position = "attention" }
    page  = { width = 1600, fit = "inside" }
  }

  # The playground's page reads images and manifests from the CDN, and uploads to the bucket.
  cdn     = { manifests = true, cors_origin = module.playground.origin }
  uploads = { origins = [module.playground.origin] }

  # What is uploaded there is deleted a day later.
  bucket = { originals_lifecycle = { expire_folders = module.playground.expire_folders } }

  package   = var.package
  edge_path = var.edge_path
}

module "playground" {
  source = "../../modules/playground"

  name                = "trial"
  tags                = { team = "web" }
  client              = module.darkroom.client
  bucket_arn          = module.darkroom.bucket_arn
  variants_bucket_arn = module.darkroom.variants_bucket_arn

  # Where the account's quota allows it: with ten concurrent executions, as new accounts have, nothing can be reserved.
  reserved_concurrency = var.reserved_concurrency
}
