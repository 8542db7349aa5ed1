mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
}

run "two_stacks_of_one_account_and_region_share_no_name" {
  command = plan

  module {
    source = "./test/terraform/two-stacks"
  }

  assert {
    condition     = length(setintersection(output.names.first, output.names.second)) == 0
    error_message = "Both stacks have: ${join(", ", setintersection(output.names.first, output.names.second))}."
  }

  assert {
    condition     = length(distinct(concat(output.names.first, output.names.second))) == 28
    error_message = "Some names of one stack are equal: ${jsonencode(output.names)}."
  }
}
