provider "aws" {
  region = var.region
}

# Photos of a site's users, uploaded by their browsers straight to the bucket: no server of yours carries the bytes.
module "darkroom" {
  source = "../.."

  name      = "users"
  uploads   = { origins = [var.origin] }
  originals = { folders = ["users/"] }

  # Scripts of the site wait for an upload's manifest, and show its placeholder until the image is there.
  cdn = { manifests = true, cors_origin = var.origin }

  presets = {
    avatar = { width = 200, height = 200, position = "attention" }
  }

  # Checked before anything is decoded; the signer's limit below refuses larger files even before they are stored.
  limits = { bytes = 10485760 }

  package   = var.package
  edge_path = var.edge_path
}

# What your server needs to sign uploads: to put objects where originals are, here in one folder, and nothing else. A presigned
# POST carries the signer's rights, limited further by what is signed: the key, the size and the content type.
resource "aws_iam_policy" "signer" {
  name        = "users-upload-signer"
  description = "Signs uploads of users' photos."
  policy      = module.darkroom.uploads_policy
}
