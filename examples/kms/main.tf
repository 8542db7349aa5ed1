provider "aws" {
  region = var.region
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

locals {
  account = data.aws_caller_identity.this.account_id

  # The account's administrators manage the keys; roles that have `kms:Decrypt` of a key in their policies, as Darkroom's have,
  # may use it.
  administer = {
    Sid       = "AdministerByAccount"
    Effect    = "Allow"
    Principal = { AWS = "arn:${data.aws_partition.this.partition}:iam::${local.account}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }
}

# Encrypts originals, variants and manifests. CloudFront reads variants as itself, so the key's policy must name it. The
# distribution's ARN contains an ID that exists only after the key, so any distribution of this account is named, which still needs
# the bucket's policy to read an object.
resource "aws_kms_key" "objects" {
  description         = "Objects of the gallery."
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [local.administer, {
      Sid       = "DecryptByCloudFront"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = {
        StringLike = { "aws:SourceArn" = "arn:${data.aws_partition.this.partition}:cloudfront::${local.account}:distribution/*" }
      }
    }]
  })
}

# Encrypts topics and queues. S3 publishes to the topic and SNS sends to the queue as themselves.
resource "aws_kms_key" "messages" {
  description         = "Messages of the gallery."
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [local.administer, {
      Sid       = "UseByServices"
      Effect    = "Allow"
      Principal = { Service = ["s3.amazonaws.com", "sns.amazonaws.com"] }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

module "darkroom" {
  source = "../.."

  name     = "gallery-kms"
  bucket   = { kms_key_arn = aws_kms_key.objects.arn }
  messages = { kms_key_arn = aws_kms_key.messages.arn }

  package   = var.package
  edge_path = var.edge_path
}
