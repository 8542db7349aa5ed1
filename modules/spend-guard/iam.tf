locals {
  trust = {
    machine = { service = "states.amazonaws.com", source_arn = local.machine_arn }
    rule    = { service = "events.amazonaws.com", source_arn = local.rule_arns }
  }

  trust_policies = {
    for name, trusted in local.trust : name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = trusted.service }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = { "aws:SourceAccount" = local.account }
          ArnEquals    = { "aws:SourceArn" = trusted.source_arn }
        }
      }]
    })
  }
}

resource "aws_iam_role" "machine" {
  name                 = module.names.names.machine_role
  description          = "Execution role of the state machine that stops and resumes rendering of ${var.name}."
  path                 = var.role_path
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
  assume_role_policy   = local.trust_policies.machine
}

resource "aws_iam_role_policy" "machine" {
  name = "guard"
  role = aws_iam_role.machine.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "StopAndResumeRender"
        Effect = "Allow"
        Action = concat(
          ["lambda:GetFunctionConcurrency", "lambda:PutFunctionConcurrency"],
          var.function.reserved_concurrency == null ? ["lambda:DeleteFunctionConcurrency"] : []
        )
        Resource = [var.function.arn]
      },
      {
        Sid      = "RecordIt"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:PutParameter"]
        Resource = [var.parameter.arn]
      },
      # Reads only. An ARN of one alarm is not documented to be enough.
      {
        Sid      = "LookAtAlarm"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms"]
        Resource = ["arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:*"]
      },
    ]
  })
}

resource "aws_iam_role" "rule" {
  name                 = module.names.names.rule_role
  description          = "Role of the rules that start the spend guard of ${var.name}."
  path                 = var.role_path
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
  assume_role_policy   = local.trust_policies.rule
}

resource "aws_iam_role_policy" "rule" {
  name = "start"
  role = aws_iam_role.rule.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "StartGuard"
      Effect   = "Allow"
      Action   = ["states:StartExecution"]
      Resource = [local.machine_arn]
    }]
  })
}
