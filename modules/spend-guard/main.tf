# Stops rendering while an alarm is in ALARM, and resumes it when the alarm is OK. No function does it: what the alarm tells of may have
# used up the account's concurrency. EventBridge starts a state machine, which calls the services itself
# (docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

module "names" {
  source = "../names"

  names = {
    machine      = "${var.name}-spend-guard"
    rule         = "${var.name}-spend-guard"
    machine_role = "${var.role_name_prefix}${var.name}-spend-guard-${data.aws_region.this.id}"
    rule_role    = "${var.role_name_prefix}${var.name}-spend-guard-rule-${data.aws_region.this.id}"
  }
  limit = 64
}

locals {
  partition = data.aws_partition.this.partition
  region    = data.aws_region.this.id
  account   = data.aws_caller_identity.this.account_id

  alarm_arn   = "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:${var.alarm_name}"
  machine_arn = "arn:${local.partition}:states:${local.region}:${local.account}:stateMachine:${module.names.names.machine}"
  rule_arn    = "arn:${local.partition}:events:${local.region}:${local.account}:rule/${module.names.names.rule}"

  sdk = "arn:${local.partition}:states:::aws-sdk"

  # About twenty minutes in all: what throttles one call throttles the next for a while.
  retry = [{ ErrorEquals = ["States.ALL"], IntervalSeconds = 5, BackoffRate = 2, MaxAttempts = 8 }]

  resume = {
    Type     = "Task"
    Resource = "${local.sdk}:lambda:${var.function.reserved_concurrency == null ? "delete" : "put"}FunctionConcurrency"
    Parameters = merge(
      { FunctionName = var.function.name },
      var.function.reserved_concurrency == null ? {} : { ReservedConcurrentExecutions = var.function.reserved_concurrency },
    )
    ResultPath = null
    Retry      = local.retry
    End        = true
  }

  record = {
    for name, value in { RecordStop = "stopped", RecordResume = "on" } : name => {
      Type                          = "Task"
      Resource                      = "${local.sdk}:ssm:putParameter"
      Parameters                    = { Name = var.parameter.name, Value = value, Overwrite = true }
      ResultPath                    = null
      Retry                         = local.retry
    }
  }
}

resource "aws_sfn_state_machine" "this" {
  name     = module.names.names.machine
  role_arn = aws_iam_role.machine.arn
  tags     = var.tags

  definition = jsonencode({
    Comment = "Stops rendering of ${var.name} while ${var.alarm_name} is in ALARM."
    StartAt = "Read"
    States = {
      Read = {
        Type       = "Task"
        Resource   = "${local.sdk}:ssm:getParameter"
        Parameters = { Name = var.parameter.name }
        ResultPath = "$.read"
        Retry      = local.retry
        Next       = "Decide"
      }
      # What an operator has turned off stays off, and a repeated event changes nothing.
      Decide = {
        Type = "Choice"
        Choices = [
          {
            And = [
              { Variable = "$.detail.state.value", StringEquals = "ALARM" },
              { Variable = "$.read.Parameter.Value", StringEquals = "on" },
            ]
            Next = "Stop"
          },
          {
            And = [
              { Variable = "$.detail.state.value", StringEquals = "OK" },
              { Variable = "$.read.Parameter.Value", StringEquals = "stopped" },
            ]
            Next = "RecordResume"
          },
        ]
        Default = "Nothing"
      }
      # Stopping comes first, and resuming last: whatever fails in between, rendering is stopped, and an alarm tells of the failure.
      Stop = {
        Type       = "Task"
        Resource   = "${local.sdk}:lambda:putFunctionConcurrency"
        Parameters = { FunctionName = var.function.name, ReservedConcurrentExecutions = 0 }
        ResultPath = null
        Retry      = local.retry
        Next       = "RecordStop"
      }
      RecordStop   = merge(local.record.RecordStop, { End = true })
      RecordResume = merge(local.record.RecordResume, { Next = "Resume" })
      Resume       = local.resume
      Nothing      = { Type = "Succeed" }
    }
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
