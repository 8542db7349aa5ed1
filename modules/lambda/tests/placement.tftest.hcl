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

run "by_default_nothing_is_set_that_was_not_asked_for" {
  command = plan

  assert {
    condition = alltrue([
      length(aws_lambda_function.this.vpc_config) == 0,
      aws_lambda_function.this.layers == null,
      aws_lambda_function.this.code_signing_config_arn == null,
      aws_lambda_function.this.publish == false,
      aws_iam_role.this[0].path == "/",
      length(aws_lambda_alias.live) == 0,
      aws_cloudwatch_log_group.this[0].name == "/aws/lambda/darkroom-process",
    ])
    error_message = "The function is ${jsonencode(aws_lambda_function.this)}."
  }
}

run "in_a_vpc_lambda_may_manage_interfaces_and_the_code_may_not" {
  command = plan

  variables {
    common = {
      architecture       = "arm64"
      log_retention_days = 30
      vpc                = { subnet_ids = ["subnet-a", "subnet-b"], security_group_ids = ["sg-a"], ipv6 = true }
    }
  }

  assert {
    condition     = one(aws_lambda_function.this.vpc_config).subnet_ids == toset(["subnet-a", "subnet-b"]) && one(aws_lambda_function.this.vpc_config).ipv6_allowed_for_dual_stack
    error_message = "It is in ${jsonencode(aws_lambda_function.this.vpc_config)}."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement if strcontains(statement.Sid, "NetworkInterfaces")] == [
      {
        Sid      = "ManageNetworkInterfaces"
        Effect   = "Allow"
        Action   = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"]
        Resource = ["*"]
      },
      {
        Sid       = "DenyNetworkInterfacesToCode"
        Effect    = "Deny"
        Action    = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"]
        Resource  = ["*"]
        Condition = { ArnEquals = { "lambda:SourceFunctionArn" = "arn:aws:lambda:eu-central-1:123456789012:function:darkroom-process" } }
      },
    ]
    error_message = "The role may ${aws_iam_role_policy.this[0].policy}."
  }
}

run "an_existing_role_and_log_group_are_used_and_the_policies_are_told" {
  command = plan

  variables {
    common = {
      architecture       = "arm64"
      log_retention_days = 30
      role               = { arn = "arn:aws:iam::123456789012:role/platform/photos" }
      log_group          = { name = "/platform/photos" }
    }
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0 && length(aws_cloudwatch_log_group.this) == 0
    error_message = "A role or log group is made beside the existing one."
  }

  assert {
    condition     = aws_lambda_function.this.role == "arn:aws:iam::123456789012:role/platform/photos" && output.role_name == "photos"
    error_message = "It runs as ${aws_lambda_function.this.role}, ${output.role_name}."
  }

  assert {
    condition     = one(aws_lambda_function.this.logging_config).log_group == "/platform/photos" && output.log_group_name == "/platform/photos"
    error_message = "It writes to ${jsonencode(aws_lambda_function.this.logging_config)}."
  }

  assert {
    condition     = [for statement in jsondecode(output.role_policies.permissions).Statement : statement.Sid] == ["ReadOriginals", "WriteLogs", "ReceiveFromQueue"]
    error_message = "Its role needs ${output.role_policies.permissions}."
  }

  assert {
    condition     = jsondecode(output.role_policies.permissions).Statement[1].Resource == ["arn:aws:logs:eu-central-1:123456789012:log-group:/platform/photos:*"]
    error_message = "It may write to ${jsonencode(jsondecode(output.role_policies.permissions).Statement[1].Resource)}."
  }
}

run "names_paths_and_classes_are_as_asked" {
  command = plan

  variables {
    common = {
      architecture            = "arm64"
      log_retention_days      = 30
      log_class               = "INFREQUENT_ACCESS"
      log_group_prefix        = "/photos/"
      role_path               = "/teams/web/"
      role_name_prefix        = "web-"
      layers                  = ["arn:aws:lambda:eu-central-1:123456789012:layer:agent:3"]
      ephemeral_storage_mb    = 1024
      code_signing_config_arn = "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0"
    }
  }

  assert {
    condition     = aws_iam_role.this[0].name == "web-darkroom-process-eu-central-1" && aws_iam_role.this[0].path == "/teams/web/"
    error_message = "The role is ${aws_iam_role.this[0].path}${aws_iam_role.this[0].name}."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].name == "/photos/darkroom-process" && aws_cloudwatch_log_group.this[0].log_group_class == "INFREQUENT_ACCESS"
    error_message = "The log group is ${aws_cloudwatch_log_group.this[0].name}."
  }

  assert {
    condition     = one(aws_lambda_function.this.logging_config).log_group == "/photos/darkroom-process"
    error_message = "It writes to ${jsonencode(aws_lambda_function.this.logging_config)}."
  }

  assert {
    condition     = one(aws_lambda_function.this.ephemeral_storage).size == 1024 && length(aws_lambda_function.this.layers) == 1
    error_message = "It has ${jsonencode([aws_lambda_function.this.ephemeral_storage, aws_lambda_function.this.layers])}."
  }

  assert {
    condition     = aws_lambda_function.this.code_signing_config_arn == "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0"
    error_message = "Anybody's code would run."
  }
}

run "environments_that_are_kept_ready_belong_to_the_alias_that_the_url_calls" {
  command = plan

  variables {
    function = {
      description             = "Renders."
      handler                 = "render.handler"
      memory_mb               = 1769
      timeout_seconds         = 30
      environment             = {}
      statements              = []
      url                     = true
      provisioned_concurrency = 2
    }
  }

  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_function_url.this[0].qualifier == "live" && output.alias == "live"
    error_message = "The URL calls ${jsonencode(aws_lambda_function_url.this[0].qualifier)}."
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.live[0].qualifier == "live" && aws_lambda_provisioned_concurrency_config.live[0].provisioned_concurrent_executions == 2
    error_message = "Kept ready: ${jsonencode(aws_lambda_provisioned_concurrency_config.live)}."
  }
}

run "without_a_url_no_alias_would_be_called" {
  command = plan

  variables {
    function = {
      description             = "Makes variants."
      handler                 = "process.handler"
      memory_mb               = 1769
      timeout_seconds         = 60
      environment             = {}
      statements              = []
      provisioned_concurrency = 2
    }
  }

  expect_failures = [var.function]
}
