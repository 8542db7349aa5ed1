# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_name_in_capitals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    name = "Darkroom"
  }

  expect_failures = [var.name]
}

run "a_name_that_starts_with_a_digit_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    name = "1st"
  }

  expect_failures = [var.name]
}

run "a_name_with_a_double_hyphen_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    name = "dark--room"
  }

  expect_failures = [var.name]
}

run "an_empty_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    name = ""
  }

  expect_failures = [var.name]
}

run "a_name_longer_than_64_characters_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [var.name]
}

run "a_package_bucket_without_a_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    package = { s3_bucket = "packages" }
  }

  expect_failures = [var.package]
}

run "a_package_of_two_places_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    package = { path = "a.zip", s3_bucket = "packages", s3_key = "a.zip" }
  }

  expect_failures = [var.package]
}

run "a_package_version_without_a_bucket_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    package = { path = "a.zip", s3_object_version = "1" }
  }

  expect_failures = [var.package]
}

run "an_unknown_architecture_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    architecture = "amd64"
  }

  expect_failures = [var.architecture]
}

run "an_unknown_log_level_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs = { level = "info" }
  }

  expect_failures = [var.logs]
}

run "a_log_retention_that_cloudwatch_does_not_know_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs = { retention_days = 10 }
  }

  expect_failures = [var.logs]
}

run "an_alias_as_log_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs = { kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/logs" }
  }

  expect_failures = [var.logs]
}

run "a_permissions_boundary_that_is_no_policy_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}
