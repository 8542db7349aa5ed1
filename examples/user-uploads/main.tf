provider "aws" {
  region = var.region
}

# Photos of a site's users, uploaded by their browsers straight to the bucket: no server of yours carries the bytes.
module "darkroom" {
  source = "../.."

  name    = "users"
  uploads = { origins = [var.origin] }

  presets = {
    avatar = { width = 200, height = 200, position = "attention" }
  }

  # Checked before anything is decoded; the signer's limit below refuses larger files even before they are stored.
  limits = { bytes = 10485760 }

  package   = var.package
  edge_path = var.edge_path
}

# What your server needs to sign uploads: to put new objects in one folder of the originals, and nothing else. A presigned POST
# carries the signer's rights, limited further by what is signed: the key, the size and the content type.
resource "aws_iam_policy" "signer" {
  name        = "users-upload-signer"
  description = "Signs uploads of users' photos."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "PutPhotos"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${module.darkroom.bucket_arn}/originals/users/*"
    }]
  })
}
