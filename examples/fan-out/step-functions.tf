# The second form: bus → state machine → function, for chains of several steps. Each photo is one execution, whose history shows
# what became of it.
resource "aws_cloudwatch_event_rule" "ready" {
  name = "gallery-chain-ready"

  event_pattern = jsonencode({
    source      = ["darkroom"]
    detail-type = ["ready"]
    detail      = { stack = ["gallery-chain"] }
  })
}

resource "aws_cloudwatch_event_target" "ready" {
  rule       = aws_cloudwatch_event_rule.ready.name
  arn        = aws_sfn_state_machine.ready.arn
  role_arn   = aws_iam_role.rule.arn
  input_path = "$.detail"
}

resource "aws_sfn_state_machine" "ready" {
  name     = "gallery-chain-ready"
  role_arn = aws_iam_role.state_machine.arn

  definition = jsonencode({
    StartAt = "Srcset"
    States = {
      Srcset = {
        Type     = "Task"
        Resource = "arn:aws:states:::lambda:invoke"
        Parameters = {
          FunctionName = aws_lambda_function.from_state_machine.arn
          "Payload.$"  = "$"
        }
        OutputPath = "$.Payload"
        Retry      = [{ ErrorEquals = ["States.ALL"], IntervalSeconds = 2, BackoffRate = 2, MaxAttempts = 3 }]
        End        = true
      }
    }
  })
}

resource "aws_lambda_function" "from_state_machine" {
  function_name    = "gallery-chain-from-state-machine"
  role             = aws_iam_role.function.arn
  handler          = "index.fromStateMachine"
  runtime          = local.function.runtime
  filename         = local.function.filename
  source_code_hash = local.function.source_code_hash
  timeout          = 10
}

resource "aws_iam_role" "rule" {
  name               = "gallery-chain-rule"
  assume_role_policy = local.assume_role.events
}

resource "aws_iam_role_policy" "rule" {
  name = "start"
  role = aws_iam_role.rule.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "states:StartExecution", Resource = aws_sfn_state_machine.ready.arn }]
  })
}

resource "aws_iam_role" "state_machine" {
  name               = "gallery-chain-state-machine"
  assume_role_policy = local.assume_role.states
}

resource "aws_iam_role_policy" "state_machine" {
  name = "invoke"
  role = aws_iam_role.state_machine.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = aws_lambda_function.from_state_machine.arn }]
  })
}
