locals {
  log_group_arn = join(":", [
    "arn", data.aws_partition.this.partition, "logs", data.aws_region.this.id, data.aws_caller_identity.this.account_id,
    "log-group", "/aws/lambda/${local.function_name}"
  ])

  statements = concat(
    [for statement in var.function.statements : {
      for element, value in {
        Sid       = statement.sid
        Effect    = statement.effect
        Action    = statement.actions
        Resource  = statement.resources
        Condition = statement.condition
      } : element => value if value != null
    }],
    [{
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${local.log_group_arn}:*"]
    }],
    var.function.queue == null ? [] : [{
      Sid      = "ReceiveFromQueue"
      Effect   = "Allow"
      Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
      Resource = [var.function.queue.arn]
    }],
    # X-Ray has no resource-level permissions for these actions.
    var.common.tracing ? [{
      Sid      = "WriteTraces"
      Effect   = "Allow"
      Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      Resource = ["*"]
    }] : [],
  )
}

resource "aws_iam_role" "this" {
  name                 = module.names.names.role
  description          = "Execution role of ${local.function_name}."
  permissions_boundary = var.common.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "function"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })
}
