# Permissions of purge, in addition to those from modules/lambda: writing logs and traces, and receiving ticks.
locals {
  statements = concat(var.stack.statements, [
    {
      sid       = "ReceiveFromPurgeQueue"
      actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
      resources = [module.queue.arn]
    },
    {
      sid       = "CreateInvalidation"
      actions   = ["cloudfront:CreateInvalidation"]
      resources = [var.distribution.arn]
    },
  ])
}
