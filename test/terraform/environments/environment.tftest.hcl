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

# Run once for each file of environments/, which gives the variables.
variables {
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
}

run "the_environment_plans_and_is_called_after_itself" {
  command = plan

  assert {
    condition     = output.process_function_name == "darkroom-${var.tags.environment}-process"
    error_message = "The function is ${output.process_function_name}."
  }

  assert {
    condition     = var.bucket.force_destroy == (var.tags.environment == "dev")
    error_message = "Only dev may be destroyed together with what is in it."
  }
}
