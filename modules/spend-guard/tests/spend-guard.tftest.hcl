mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mocked" }
  }

  mock_resource "aws_sfn_state_machine" {
    defaults = { arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:gallery-spend-guard" }
  }
}

variables {
  name       = "gallery"
  alarm_name = "gallery-spend-render"
  function   = { name = "gallery-render", arn = "arn:aws:lambda:eu-central-1:123456789012:function:gallery-render" }
  parameter = {
    name = "/darkroom/gallery/rendering"
    arn  = "arn:aws:ssm:eu-central-1:123456789012:parameter/darkroom/gallery/rendering"
  }
}

run "only_the_states_of_this_alarm_start_it" {
  command = plan

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source      = ["aws.cloudwatch"]
      detail-type = ["CloudWatch Alarm State Change"]
      resources   = ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:gallery-spend-render"]
      detail      = { state = { value = ["ALARM", "OK"] } }
    }
    error_message = "The rule matches ${aws_cloudwatch_event_rule.this.event_pattern}."
  }
}

run "it_may_stop_and_resume_this_function_and_record_it_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.machine.policy).Statement == [
      {
        Sid      = "StopAndResumeRender"
        Effect   = "Allow"
        Action   = ["lambda:GetFunctionConcurrency", "lambda:PutFunctionConcurrency", "lambda:DeleteFunctionConcurrency"]
        Resource = [var.function.arn]
      },
      { Sid = "RecordIt", Effect = "Allow", Action = ["ssm:GetParameter", "ssm:PutParameter"], Resource = [var.parameter.arn] },
      {
        Sid      = "LookAtAlarm"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms"]
        Resource = ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*"]
      },
    ]
    error_message = "Its role may ${aws_iam_role_policy.machine.policy}."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.rule.policy).Statement == [{
      Sid      = "StartGuard"
      Effect   = "Allow"
      Action   = ["states:StartExecution"]
      Resource = ["arn:aws:states:eu-central-1:123456789012:stateMachine:gallery-spend-guard"]
    }]
    error_message = "The rule's role may ${aws_iam_role_policy.rule.policy}."
  }

  assert {
    condition = [for role in [aws_iam_role.machine, aws_iam_role.rule] : jsondecode(role.assume_role_policy).Statement[0].Condition.ArnEquals] == [
      { "aws:SourceArn" = "arn:aws:states:eu-central-1:123456789012:stateMachine:gallery-spend-guard" },
      { "aws:SourceArn" = [
        "arn:aws:events:eu-central-1:123456789012:rule/gallery-spend-guard",
        "arn:aws:events:eu-central-1:123456789012:rule/gallery-spend-guard-hourly",
      ] },
    ]
    error_message = "Their roles trust ${aws_iam_role.machine.assume_role_policy} and ${aws_iam_role.rule.assume_role_policy}."
  }
}

run "without_a_reservation_it_resumes_by_taking_its_own_away" {
  command = plan

  assert {
    condition = [for state in [jsondecode(aws_sfn_state_machine.this.definition).States.Resume] : [state.Resource, state.Parameters]][0] == [
      "arn:aws:states:::aws-sdk:lambda:deleteFunctionConcurrency", { FunctionName = "gallery-render" }
    ]
    error_message = "It resumes by ${jsonencode(jsondecode(aws_sfn_state_machine.this.definition).States.Resume)}."
  }
}

run "with_one_it_resumes_by_that" {
  command = plan

  variables {
    function = {
      name                 = "gallery-render"
      arn                  = "arn:aws:lambda:eu-central-1:123456789012:function:gallery-render"
      reserved_concurrency = 50
    }
  }

  assert {
    condition = [for state in [jsondecode(aws_sfn_state_machine.this.definition).States.Resume] : [state.Resource, state.Parameters]][0] == [
      "arn:aws:states:::aws-sdk:lambda:putFunctionConcurrency", { FunctionName = "gallery-render", ReservedConcurrentExecutions = 50 }
    ]
    error_message = "It resumes by ${jsonencode(jsondecode(aws_sfn_state_machine.this.definition).States.Resume)}."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.machine.policy, "DeleteFunctionConcurrency")
    error_message = "Its role may ${aws_iam_role_policy.machine.policy}."
  }
}

run "whoever_has_acted_looks_at_the_alarm_again" {
  command = plan

  assert {
    condition = [
      for states in [jsondecode(aws_sfn_state_machine.this.definition).States] : [
        states.RecordStop.Next, states.Resume.Next, states.Settle.Next, states.Look.Next
      ]
    ][0] == ["Settle", "Settle", "Look", "Read"]
    error_message = "Its states are ${aws_sfn_state_machine.this.definition}."
  }
}

run "it_looks_at_the_alarm_every_hour_also_if_no_event_comes" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_event_rule.hourly.schedule_expression == "rate(1 hour)"
      && aws_cloudwatch_event_target.hourly.rule == aws_cloudwatch_event_rule.hourly.name
    )
    error_message = "The rule ${aws_cloudwatch_event_target.hourly.rule} starts it at ${aws_cloudwatch_event_rule.hourly.schedule_expression}."
  }

  # An event goes straight to what it has to do; the hourly start has no state, and asks for it.
  assert {
    condition = [for states in [jsondecode(aws_sfn_state_machine.this.definition).States] : [
      jsondecode(aws_sfn_state_machine.this.definition).StartAt, states.Begin.Choices, states.Begin.Default
      ]][0] == [
      "Begin",
      [{
        Variable     = "$.detail.state.value"
        StringEquals = jsondecode(aws_cloudwatch_event_target.hourly.input).detail.state.value
        Next         = "Look"
      }],
      "Read",
    ]
    error_message = "Its states are ${aws_sfn_state_machine.this.definition}."
  }
}
