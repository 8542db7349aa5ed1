locals {
  deny_plain_http = {
    for use, arn in local.arns : use => {
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }

  allow_senders = [for sender in var.senders : {
    Sid       = sender.sid
    Effect    = "Allow"
    Principal = { Service = sender.service }
    Action    = "sqs:SendMessage"
    Resource  = local.arns.queue
    Condition = { ArnEquals = { "aws:SourceArn" = sender.source_arn } }
  }]

  policies = {
    for use, deny in local.deny_plain_http : use => jsonencode({
      Version   = "2012-10-17"
      Statement = concat([deny], use == "queue" ? local.allow_senders : [])
    })
  }
}
