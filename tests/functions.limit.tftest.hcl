# Left out for OpenTofu: see test/runner/terraform.ts.
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
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  bucket    = { name = "photos" }
}

run "additional_variables_that_do_not_fit_are_refused_in_a_plan" {
  command = plan

  variables {
    functions = { environment = { AGENT_SETTINGS = "%{for ten in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}%{for one in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}0123456789012345678901234567890123456789%{endfor}%{endfor}" } }
  }

  expect_failures = [output.config_bytes]
}
