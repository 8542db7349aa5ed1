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
    environment     = {}
    statements      = []
  }
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common  = { architecture = "arm64", log_retention_days = 30 }
}

run "a_missing_zip_is_refused" {
  command = plan

  variables {
    package = { path = "no-such.zip" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_folder_in_the_place_of_the_zip_is_refused" {
  command = plan

  variables {
    package = { path = "tests" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_zip_that_is_there_is_known_by_its_bytes" {
  command = plan

  variables {
    # Any file will do.
    package = { path = "main.tf" }
  }

  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256("main.tf")
    error_message = "A changed zip must change the function."
  }
}

# 2000 characters in 4000 bytes; OpenTofu allows no functions here.
run "an_environment_over_4_kb_is_refused_by_its_bytes_not_its_characters" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = { AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA = "%{for ten in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}%{for one in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}éééééééééééééééééééé%{endfor}%{endfor}" }
      statements      = []
    }
  }

  expect_failures = [aws_lambda_function.this]
}

run "an_environment_of_exactly_4_kb_fits" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = { AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA = "%{for ten in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}%{for one in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}éééééééééééééééééééé%{endfor}%{endfor}" }
      statements      = []
    }
  }

  assert {
    condition     = output.environment_bytes == 4096
    error_message = "Counted ${output.environment_bytes} bytes."
  }
}
