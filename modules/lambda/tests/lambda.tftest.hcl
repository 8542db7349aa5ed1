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

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }
}

variables {
  name = "darkroom-process"
  function = {
    description     = "Makes variants."
    handler         = "process.handler"
    memory_mb       = 1769
    timeout_seconds = 60
    environment     = { DARKROOM_CONFIG = "{}" }
    statements      = [{ sid = "ReadOriginals", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::photos/originals/*"] }]
    queue           = { arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process", max_concurrency = 2 }
  }
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common  = { architecture = "arm64", log_retention_days = 30 }
}

run "the_role_may_do_what_was_given_take_its_messages_and_write_its_logs" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [
      {
        Sid      = "ReadOriginals"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::photos/originals/*"]
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/darkroom-process:*"]
      },
      {
        Sid      = "ReceiveFromQueue"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]
      },
    ]
    error_message = "The role's policy is ${aws_iam_role_policy.this[0].policy}."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Principal == { Service = "lambda.amazonaws.com" }
    error_message = "Only Lambda may take the role: ${aws_iam_role.this[0].assume_role_policy}."
  }
}

run "a_denial_and_a_condition_reach_the_policy" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = {}
      statements = [{
        sid       = "Never"
        effect    = "Deny"
        actions   = ["s3:PutObject*"]
        resources = ["*"]
        condition = { StringLike = { "s3:prefix" = ["a/*"] } }
      }]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement[0] == {
      Sid       = "Never"
      Effect    = "Deny"
      Action    = ["s3:PutObject*"]
      Resource  = ["*"]
      Condition = { StringLike = { "s3:prefix" = ["a/*"] } }
    }
    error_message = "The role's policy is ${aws_iam_role_policy.this[0].policy}."
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.this) == 0 && length(jsondecode(aws_iam_role_policy.this[0].policy).Statement) == 2
    error_message = "Without a queue there is no trigger and no right to take messages."
  }
}

# The function needs its role's ARN, which only an apply gives.
run "one_message_at_a_time_failed_ones_reported_one_by_one_and_concurrency_capped_at_the_queue" {
  override_resource {
    target = aws_iam_role.this
    values = { arn = "arn:aws:iam::123456789012:role/darkroom-process" }
  }

  override_resource {
    target = aws_lambda_function.this
    values = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:darkroom-process" }
  }

  assert {
    condition     = aws_lambda_event_source_mapping.this[0].batch_size == 1 && aws_lambda_event_source_mapping.this[0].scaling_config[0].maximum_concurrency == 2
    error_message = "An input that kills the function must take no other with it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.this[0].function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "Without partial failures every failure fails the batch."
  }
}

run "the_function_runs_as_asked" {
  command = plan

  assert {
    condition = [
      aws_lambda_function.this.function_name, aws_lambda_function.this.handler, aws_lambda_function.this.runtime,
      aws_lambda_function.this.architectures[0], aws_lambda_function.this.memory_size, aws_lambda_function.this.timeout,
      aws_lambda_function.this.s3_bucket, aws_lambda_function.this.s3_key,
    ] == ["darkroom-process", "process.handler", "nodejs22.x", "arm64", 1769, 60, "packages", "darkroom.zip"]
    error_message = "Got ${aws_lambda_function.this.function_name}, ${aws_lambda_function.this.handler}, ${aws_lambda_function.this.runtime}."
  }

  assert {
    condition     = length(aws_lambda_function.this.tracing_config) == 0
    error_message = "X-Ray is off unless asked for."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].name == "/aws/lambda/darkroom-process" && aws_cloudwatch_log_group.this[0].retention_in_days == 30
    error_message = "Logs go to ${aws_cloudwatch_log_group.this[0].name}."
  }
}

run "tracing_and_a_boundary_are_applied" {
  command = plan

  variables {
    common = {
      architecture             = "x86_64"
      log_retention_days       = 0
      log_kms_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/1"
      tracing                  = true
      permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    }
  }

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active" && contains(jsondecode(aws_iam_role_policy.this[0].policy).Statement[*].Sid, "WriteTraces")
    error_message = "Tracing needs the function's setting and the role's right."
  }

  assert {
    condition     = aws_iam_role.this[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role must be bounded."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].kms_key_id == "arn:aws:kms:eu-central-1:123456789012:key/1"
    error_message = "The logs must be encrypted with the caller's key."
  }
}

run "long_names_are_cut_to_what_lambda_and_iam_take" {
  command = plan

  variables {
    name = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-there-process"
  }

  assert {
    condition     = length(aws_lambda_function.this.function_name) == 64 && length(aws_iam_role.this[0].name) == 64
    error_message = "Got ${aws_lambda_function.this.function_name} and ${aws_iam_role.this[0].name}."
  }
}

run "one_stack_in_two_regions_has_two_roles" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].name == "darkroom-process-eu-central-1"
    error_message = "Roles are global, so the region belongs in their name: ${aws_iam_role.this[0].name}."
  }
}

run "a_fifo_queue_needs_no_cap_for_its_groups_are_one" {
  override_resource {
    target = aws_iam_role.this
    values = { arn = "arn:aws:iam::123456789012:role/darkroom-purge" }
  }

  override_resource {
    target = aws_lambda_function.this
    values = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:darkroom-purge" }
  }

  variables {
    function = {
      description     = "Purges."
      handler         = "purge.handler"
      memory_mb       = 256
      timeout_seconds = 20
      environment     = {}
      statements      = []
      queue           = { arn = "arn:aws:sqs:eu-central-1:123456789012:ticks.fifo", batch_size = 10 }
    }
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.this[0].scaling_config) == 0 && aws_lambda_event_source_mapping.this[0].batch_size == 10
    error_message = "The trigger is capped."
  }

  assert {
    condition     = output.reserved_concurrency == null
    error_message = "It reserves ${jsonencode(output.reserved_concurrency)} copies."
  }
}
