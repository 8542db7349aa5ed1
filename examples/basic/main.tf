provider "aws" {
  region = var.region
}

# A photo gallery: thumbnails and a page-wide picture for each photo, made when it is uploaded.
module "darkroom" {
  source = "../.."

  name = "gallery"
  tags = { team = "web" }

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside", quality = { jpeg = 82 } }
  }

  package   = var.package
  edge_path = var.edge_path
}

# Whoever has to know when a photo is ready: here a queue, which takes no other message.
resource "aws_sqs_queue" "ready" {
  name = "gallery-ready"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = module.darkroom.events_topic_arn } }
    }]
  })
}

resource "aws_sns_topic_subscription" "ready" {
  topic_arn            = module.darkroom.events_topic_arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.ready.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ type = ["ready"] })
}
