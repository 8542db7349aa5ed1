provider "aws" {
  region = var.region
}

# A photo gallery: a thumbnail and a page-wide image of each photo, made on upload.
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

# A consumer that is notified when a photo is ready: here a queue, which receives only `ready` events.
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
