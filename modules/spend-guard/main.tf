# Stops rendering while an alarm is in ALARM, and resumes it when the alarm is OK. No function does it: what the alarm tells of may have
# used up the account's concurrency. EventBridge starts a state machine, which calls the services itself
# (docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html), with each change of the alarm, and every hour.
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

module "names" {
  source = "../names"

  names = {
    machine      = "${var.name}-spend-guard"
    rule         = "${var.name}-spend-guard"
    hourly       = "${var.name}-spend-guard-hourly"
    machine_role = "${var.role_name_prefix}${var.name}-spend-guard-${module.region.name}"
    rule_role    = "${var.role_name_prefix}${var.name}-spend-guard-rule-${module.region.name}"
  }
  limit = 64
}

locals {
  partition = data.aws_partition.this.partition
  region    = module.region.name
  account   = data.aws_caller_identity.this.account_id

  alarm_arn   = "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:${var.alarm_name}"
  machine_arn = "arn:${local.partition}:states:${local.region}:${local.account}:stateMachine:${module.names.names.machine}"
  rule_arns = [
    for rule in ["rule", "hourly"] : "arn:${local.partition}:events:${local.region}:${local.account}:rule/${module.names.names[rule]}"
  ]

  # What starts it every hour instead of the alarm's state.
  unknown = "UNKNOWN"

  sdk = "arn:${local.partition}:states:::aws-sdk"

  # About twenty minutes in all: what throttles one call throttles the next for a while.
  retry = [{ ErrorEquals = ["States.ALL"], IntervalSeconds = 5, BackoffRate = 2, MaxAttempts = 8 }]

  calls = {
    Read = {
      Resource       = "${local.sdk}:ssm:getParameter"
      Parameters     = { Name = var.parameter.name }
      ResultSelector = { "value.$" = "$.Parameter.Value" }
      ResultPath     = "$.recorded"
      Next           = "ReadReserved"
    }
    ReadReserved = {
      Resource       = "${local.sdk}:lambda:getFunctionConcurrency"
      Parameters     = { FunctionName = var.function.name }
      ResultSelector = null
      ResultPath     = "$.function"
      Next           = "Decide"
    }
    Stop = {
      Resource       = "${local.sdk}:lambda:putFunctionConcurrency"
      Parameters     = { FunctionName = var.function.name, ReservedConcurrentExecutions = 0 }
      ResultSelector = null
      ResultPath     = null
      Next           = "RecordStop"
    }
    RecordStop = {
      Resource       = "${local.sdk}:ssm:putParameter"
      Parameters     = { Name = var.parameter.name, Value = "stopped", Overwrite = true }
      ResultSelector = null
      ResultPath     = null
      Next           = "Settle"
    }
    RecordResume = {
      Resource       = "${local.sdk}:ssm:putParameter"
      Parameters     = { Name = var.parameter.name, Value = "on", Overwrite = true }
      ResultSelector = null
      ResultPath     = null
      Next           = "Resume"
    }
    Resume = {
      Resource = "${local.sdk}:lambda:${var.function.reserved_concurrency == null ? "delete" : "put"}FunctionConcurrency"
      Parameters = merge(
        { FunctionName = var.function.name },
        var.function.reserved_concurrency == null ? {} : { ReservedConcurrentExecutions = var.function.reserved_concurrency },
      )
      ResultSelector = null
      ResultPath     = null
      Next           = "Settle"
    }
    Look = {
      Resource       = "${local.sdk}:cloudwatch:describeAlarms"
      Parameters     = { AlarmNames = [var.alarm_name] }
      ResultSelector = { "value.$" = "$.MetricAlarms[0].StateValue" }
      ResultPath     = "$.detail.state"
      Next           = "Read"
    }
  }

  tasks = {
    for name, call in local.calls : name => merge(
      { for key, value in call : key => value if key != "ResultSelector" },
      call.ResultSelector == null ? {} : { ResultSelector = call.ResultSelector },
      { Type = "Task", Retry = local.retry },
    )
  }

  is_stopped = { And = [
    { Variable = "$.function.ReservedConcurrentExecutions", IsPresent = true },
    { Variable = "$.function.ReservedConcurrentExecutions", NumericEquals = 0 },
  ] }
}

# An event only says that the alarm has changed: it may come twice or late, and while one execution tries for twenty minutes to stop
# rendering, the next one, of OK, finds nothing to resume. So whoever has acted looks at the alarm again, until there is nothing to do:
# whichever execution acts last, what it leaves is what the alarm says. Stop comes before its record and Resume after, in every
# execution, so that rendering is never recorded as on while 0 executions are reserved by this machine; where it is recorded as
# stopped and yet goes on, because another execution resumed in between, it is stopped again.
#
# No event tells of an alarm that rang before there was a rule, nor of what an execution gave up: so it looks by itself every hour.
resource "aws_sfn_state_machine" "this" {
  name     = module.names.names.machine
  role_arn = aws_iam_role.machine.arn
  tags     = var.tags

  definition = jsonencode({
    Comment        = "Stops rendering of ${var.name} while ${var.alarm_name} is in ALARM."
    StartAt        = "Begin"
    TimeoutSeconds = 7200
    States = merge(local.tasks, {
      Begin = {
        Type    = "Choice"
        Choices = [{ Variable = "$.detail.state.value", StringEquals = local.unknown, Next = "Look" }]
        Default = "Read"
      }
      # What an operator has turned off stays off, and a repeated event changes nothing.
      Decide = {
        Type = "Choice"
        Choices = [
          {
            And = [
              { Variable = "$.detail.state.value", StringEquals = "ALARM" },
              { Variable = "$.recorded.value", StringEquals = "on" },
            ]
            Next = "Stop"
          },
          {
            And = [
              { Variable = "$.detail.state.value", StringEquals = "ALARM" },
              { Variable = "$.recorded.value", StringEquals = "stopped" },
              { Not = local.is_stopped },
            ]
            Next = "Stop"
          },
          {
            And = [
              { Variable = "$.detail.state.value", StringEquals = "OK" },
              { Variable = "$.recorded.value", StringEquals = "stopped" },
            ]
            Next = "RecordResume"
          },
        ]
        Default = "Done"
      }
      # What was written, and the alarm's state, can be read by then.
      Settle = { Type = "Wait", Seconds = 5, Next = "Look" }
      Done   = { Type = "Succeed" }
    })
  })

  depends_on = [aws_iam_role_policy.machine]
}

resource "aws_cloudwatch_event_rule" "this" {
  name        = module.names.names.rule
  description = "Tells the state machine of the same name of each state of ${var.alarm_name}."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.cloudwatch"]
    detail-type = ["CloudWatch Alarm State Change"]
    resources   = [local.alarm_arn]
    detail      = { state = { value = ["ALARM", "OK"] } }
  })
}

resource "aws_cloudwatch_event_target" "this" {
  rule     = aws_cloudwatch_event_rule.this.name
  arn      = aws_sfn_state_machine.this.arn
  role_arn = aws_iam_role.rule.arn

  depends_on = [aws_iam_role_policy.rule]
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = module.names.names.hourly
  description         = "Has the state machine ${module.names.names.machine} look at ${var.alarm_name}."
  tags                = var.tags
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "hourly" {
  rule     = aws_cloudwatch_event_rule.hourly.name
  arn      = aws_sfn_state_machine.this.arn
  role_arn = aws_iam_role.rule.arn
  input    = jsonencode({ detail = { state = { value = local.unknown } } })

  depends_on = [aws_iam_role_policy.rule]
}
