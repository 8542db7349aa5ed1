mock_provider "aws" {}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "../../modules/cdn/tests/edge.txt"
}

run "an_environment_that_does_not_exist_is_refused" {
  command = plan

  variables {
    environment = "production"
  }

  expect_failures = [var.environment]
}

run "an_account_that_is_not_twelve_digits_is_refused" {
  command = plan

  variables {
    account_id = "1234"
  }

  expect_failures = [var.account_id]
}
