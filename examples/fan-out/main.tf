provider "aws" {
  region = var.region
}

module "darkroom" {
  source = "../.."

  name = "gallery-chain"
  tags = { team = "web" }

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside" }
  }

  # A topic for the first form of a chain, and the default bus for the second.
  events = { eventbridge = {} }

  package   = var.package
  edge_path = var.edge_path
}

locals {
  zip = "${path.module}/function.zip"

  function = {
    filename         = local.zip
    source_code_hash = fileexists(local.zip) ? filebase64sha256(local.zip) : null
    runtime          = "nodejs22.x"
  }

  assume_role = {
    for service in ["lambda", "states", "events"] : service => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = "${service}.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }]
    })
  }
}

# Shared by both forms: a role that may write logs and receive from the queue.
resource "aws_iam_role" "function" {
  name               = "gallery-chain-srcset"
  assume_role_policy = local.assume_role.lambda
}

resource "aws_iam_role_policy" "function" {
  name = "srcset"
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = aws_sqs_queue.ready.arn
      },
    ]
  })
}
