# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "an_existing_bucket_without_a_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false }
  }

  expect_failures = [var.bucket]
}

run "an_existing_bucket_may_have_dots_in_its_name" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media.example.com" }
  }
}

run "settings_of_an_existing_bucket_are_refused_force_destroy" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", force_destroy = true }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_readers" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", readers = { etl = { arns = ["arn:aws:iam::123456789012:root"] } } }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_statements" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", policy_statements = ["{\"Sid\":\"A\",\"Effect\":\"Deny\"}"] }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_lifecycle" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", originals_lifecycle = { expire_days = 5 } }
  }

  expect_failures = [var.bucket]
}
