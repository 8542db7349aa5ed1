locals {
  log_group_arn = join(":", [
    "arn", data.aws_partition.this.partition, "logs", module.region.name, data.aws_caller_identity.this.account_id,
    "log-group", local.log_group
  ])

  function_arn = join(":", [
    "arn", data.aws_partition.this.partition, "lambda", module.region.name, data.aws_caller_identity.this.account_id,
    "function", local.function_name
  ])

  # What AWS's policy AWSLambdaVPCAccessExecutionRole allows, for Lambda itself; and, as the Lambda guide advises, not for the
  # function's code (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
  network_actions = [
    "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
  ]

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
    var.common.vpc == null ? [] : [{
      Sid      = "ManageNetworkInterfaces"
      Effect   = "Allow"
      Action   = local.network_actions
      Resource = ["*"]
    }],
    var.common.vpc == null ? [] : [{
      Sid       = "DenyNetworkInterfacesToCode"
      Effect    = "Deny"
      Action    = local.network_actions
      Resource  = ["*"]
      Condition = { ArnEquals = { "lambda:SourceFunctionArn" = local.function_arn } }
    }],
  )

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })

  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

moved {
  from = aws_iam_role.this
  to   = aws_iam_role.this[0]
}

resource "aws_iam_role" "this" {
  count = var.common.role == null ? 1 : 0

  name                 = module.names.names.role
  path                 = var.common.role_path
  description          = "Execution role of ${local.function_name}."
  permissions_boundary = var.common.permissions_boundary_arn
  tags                 = var.tags
  assume_role_policy   = local.trust_policy
}

moved {
  from = aws_iam_role_policy.this
  to   = aws_iam_role_policy.this[0]
}

resource "aws_iam_role_policy" "this" {
  count = var.common.role == null ? 1 : 0

  name   = "function"
  role   = aws_iam_role.this[0].name
  policy = local.policy
}
