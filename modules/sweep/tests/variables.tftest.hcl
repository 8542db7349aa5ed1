# Only the variables are loaded here, without a provider: so each refusal takes milliseconds.
variables {
  name              = "darkroom"
  package           = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  common            = { architecture = "arm64", log_retention_days = 30 }
  config            = "{\"stack\":\"darkroom\",\"memory\":1,\"timeout\":1}"
  bucket_arn        = "arn:aws:s3:::photos"
  prefixes          = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
  process_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
}

run "a_schedule_that_is_no_expression_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    schedule = { expression = "daily" }
  }

  expect_failures = [var.schedule]
}

run "a_rate_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 0 }
  }

  expect_failures = [var.limits]
}

run "a_backlog_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { backlog = 0 }
  }

  expect_failures = [var.limits]
}

run "an_age_of_weeks_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { minimum_age_seconds = 86401 }
  }

  expect_failures = [var.limits]
}

run "a_timeout_too_short_for_one_stride_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    function = { timeout_seconds = 119 }
  }

  expect_failures = [var.function]
}

run "too_little_memory_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    function = { memory_mb = 128 }
  }

  expect_failures = [var.function]
}

run "a_configuration_that_is_no_json_object_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    config = "nothing"
  }

  expect_failures = [var.config]
}
