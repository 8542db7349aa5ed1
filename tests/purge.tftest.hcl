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
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://abcdef.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      id          = "E2EXAMPLE"
      arn         = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE"
      domain_name = "d111111abcdef8.cloudfront.net"
    }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/edge" }
  }

  mock_resource "aws_sfn_state_machine" {
    defaults = { arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:made" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  bucket    = { name = "photos" }
}

# That process tells purge where there is one, cdn.tftest.hcl asserts.
run "alarms_watch_purge_and_render_too_and_one_stops_rendering" {
  command = plan

  variables {
    observability = {}
    spend         = { render_usd_per_day = 5, stop_rendering = true }
  }

  assert {
    condition     = local.dead_letter_queues["purge"] == "darkroom-purge-dead-letter" && local.functions["purge"].name == "darkroom-purge"
    error_message = "They watch ${jsonencode([local.dead_letter_queues, keys(local.functions)])}."
  }

  assert {
    condition     = length(setintersection(keys(output.alarm_arns), ["purge-backlog", "purge-postponed", "render-rate", "dead-letters-purge", "errors-purge", "errors-render", "throttles-purge"])) == 7
    error_message = "The alarms are ${join(", ", keys(output.alarm_arns))}."
  }

  assert {
    condition     = length(setintersection(keys(output.alarm_arns), ["spend-render", "spend-guard"])) == 2 && length(module.spend_guard) == 1
    error_message = "The alarms are ${join(", ", keys(output.alarm_arns))}."
  }

  assert {
    condition = (
      aws_ssm_parameter.rendering[0].name == "/darkroom/darkroom/rendering" && aws_ssm_parameter.rendering[0].insecure_value == "on"
      && local.stacks.render.tags["darkroom:rendering"] == aws_ssm_parameter.rendering[0].name && local.rendering
      && local.stacks.render.tags["darkroom:spend-guard"] == module.spend_guard[0].state_machine_arn
    )
    error_message = "Rendering is recorded in ${jsonencode(aws_ssm_parameter.rendering[0].name)}."
  }
}

run "without_a_purge_process_tells_nobody_and_may_tell_nobody" {
  command = plan

  variables {
    purge = null
  }

  assert {
    condition     = module.process.purge_queue_arn == null && output.purge_queue_arn == null
    error_message = "process may send to ${jsonencode(module.process.purge_queue_arn)}, which is not there."
  }
}
