mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }
}

mock_provider "aws" {
  alias = "china"

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.cn-north-1.amazonaws.com.cn" }
  }
}

run "a_region" {
  command = plan

  assert {
    condition     = output.name == "eu-central-1"
    error_message = "The region is ${output.name}."
  }
}

run "a_region_of_another_partition" {
  command = plan

  providers = {
    aws = aws.china
  }

  assert {
    condition     = output.name == "cn-north-1"
    error_message = "The region is ${output.name}."
  }
}
