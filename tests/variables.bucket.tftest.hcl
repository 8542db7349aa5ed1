# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_bucket_name_in_capitals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { name = "Photos" }
  }

  expect_failures = [var.bucket]
}

run "an_alias_as_bucket_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { kms_key_arn = "alias/photos" }
  }

  expect_failures = [var.bucket]
}

run "keeping_old_versions_for_no_day_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { noncurrent_version_days = 0 }
  }

  expect_failures = [var.bucket]
}

run "a_reader_that_is_no_principal_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { readers = { etl = { arns = ["*"] } } }
  }

  expect_failures = [var.bucket]
}

run "a_reader_of_half_a_prefix_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { readers = { etl = { arns = ["arn:aws:iam::123456789012:root"], prefixes = ["var"] } } }
  }

  expect_failures = [var.bucket]
}

run "a_statement_with_the_sid_of_darkrooms_own_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { policy_statements = ["{\"Sid\":\"DenyPlainHttp\",\"Effect\":\"Allow\"}"] }
  }

  expect_failures = [var.bucket]
}

run "a_statement_that_is_not_json_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { policy_statements = ["Allow"] }
  }

  expect_failures = [var.bucket]
}

run "a_storage_class_that_does_not_exist_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 1, storage_class = "COLD" }] } }
  }

  expect_failures = [var.bucket]
}

run "infrequent_access_before_s3_allows_it_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 29, storage_class = "STANDARD_IA" }] } }
  }

  expect_failures = [var.bucket]
}

run "an_expiry_before_a_transition_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 90, storage_class = "GLACIER" }], expire_days = 90 } }
  }

  expect_failures = [var.bucket]
}

run "a_folder_that_does_not_expire_in_whole_days_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { expire_folders = { "try" = 0.5 } } }
  }

  expect_failures = [var.bucket]
}

run "an_upload_origin_with_a_path_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    uploads = { origins = ["https://www.example.com/upload"] }
  }

  expect_failures = [var.uploads]
}

run "uploads_from_nowhere_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    uploads = { origins = [] }
  }

  expect_failures = [var.uploads]
}
