provider "aws" {
  region = var.region
}

# The team's bus, which Darkroom's events go to.
resource "aws_cloudwatch_event_bus" "media" {
  name = "media"
}

module "darkroom" {
  source = "../.."

  name = "gallery-bridge"
  tags = { team = "web" }

  presets = {
    page = { width = 1600, fit = "inside" }
  }

  # The bucket sends its events to EventBridge, and a rule passes those of originals on to Darkroom. Others can add their own rules.
  upload_events = { eventbridge = {} }

  # Darkroom's own events go to the bus instead of a topic.
  events = {
    topic       = false
    eventbridge = { bus_name = aws_cloudwatch_event_bus.media.name }
  }

  package   = var.package
  edge_path = var.edge_path
}

# A consumer: a queue that receives what was rejected.
resource "aws_cloudwatch_event_rule" "rejected" {
  name           = "gallery-rejected"
  event_bus_name = aws_cloudwatch_event_bus.media.name

  event_pattern = jsonencode({
    source      = ["darkroom"]
    detail-type = ["rejected"]
    detail      = { stack = ["gallery-bridge"] }
  })
}

resource "aws_cloudwatch_event_target" "rejected" {
  rule           = aws_cloudwatch_event_rule.rejected.name
  event_bus_name = aws_cloudwatch_event_bus.media.name
  arn            = aws_sqs_queue.rejected.arn

  # The event itself, without EventBridge's envelope.
  input_path = "$.detail"
}

resource "aws_sqs_queue" "rejected" {
  name = "gallery-rejected"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.rejected.arn } }
    }]
  })
}
