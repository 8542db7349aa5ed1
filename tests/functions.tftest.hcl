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

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/MADE", domain_name = "made.cloudfront.net" }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://made.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/made" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/made" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  bucket    = { name = "photos" }
}

run "roles_and_log_groups_that_exist_are_used_and_their_policies_told" {
  command = plan

  variables {
    roles = {
      existing = {
        process        = { arn = "arn:aws:iam::123456789012:role/p" }
        render         = { arn = "arn:aws:iam::123456789012:role/r" }
        purge          = { arn = "arn:aws:iam::123456789012:role/u" }
        sweep          = { arn = "arn:aws:iam::123456789012:role/s" }
        purge_schedule = { arn = "arn:aws:iam::123456789012:role/us" }
        sweep_schedule = { arn = "arn:aws:iam::123456789012:role/ss" }
      }
    }
    logs = { existing_groups = { process = { name = "/platform/photos" }, sweep = { name = "/platform/photos" } } }
  }

  assert {
    condition     = [output.process_role_arn, output.render_role_name, output.purge_role_name, output.sweep_role_name] == ["arn:aws:iam::123456789012:role/p", "r", "u", "s"]
    error_message = "They run as ${jsonencode([output.process_role_arn, output.render_role_name, output.purge_role_name, output.sweep_role_name])}."
  }

  assert {
    condition     = keys(output.role_policies) == ["process", "purge", "purge_schedule", "render", "sweep", "sweep_schedule"]
    error_message = "Policies are told of ${join(", ", keys(output.role_policies))}."
  }

  assert {
    condition     = [output.process_log_group_name, output.sweep_log_group_name, output.render_log_group_name] == ["/platform/photos", "/platform/photos", "/aws/lambda/darkroom-render"]
    error_message = "Logs go to ${jsonencode([output.process_log_group_name, output.sweep_log_group_name, output.render_log_group_name])}."
  }
}

run "only_the_functions_that_were_named_are_in_the_vpc" {
  command = plan

  variables {
    functions = {
      vpc = { subnet_ids = ["subnet-a"], security_group_ids = ["sg-a"], functions = ["process", "render", "sweep"] }
    }
  }

  assert {
    condition     = { for function, stack in local.stacks : function => stack.common.vpc != null } == { process = true, purge = false, render = true, sweep = true }
    error_message = "In the VPC: ${jsonencode(local.stacks)}."
  }
}

run "additional_variables_are_measured_and_never_win" {
  command = plan

  variables {
    functions = { environment = { AGENT_NAME = "photos" } }
    logs      = { level = "WARN" }
  }

  assert {
    condition     = jsonencode(local.stack.environment) == jsonencode({ AGENT_NAME = "photos", POWERTOOLS_LOG_LEVEL = "WARN" })
    error_message = "The environment is ${jsonencode(local.stack.environment)}."
  }
}

run "the_url_of_environments_that_are_kept_ready_is_the_aliass_for_cloudfront_too" {
  variables {
    render = { provisioned_concurrency = 2 }
  }

  assert {
    condition     = module.render[0].alias == "live"
    error_message = "CloudFront calls ${jsonencode(module.render[0].alias)}."
  }
}
