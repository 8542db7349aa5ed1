# Only the variables are loaded here, without a provider: so each refusal takes milliseconds.
variables {
  stack = {
    name              = "darkroom"
    package           = { s3_bucket = "packages", s3_key = "darkroom.zip" }
    common            = { architecture = "arm64", log_retention_days = 30 }
    config            = "{\"stack\":\"darkroom\"}"
    environment       = { POWERTOOLS_LOG_LEVEL = "INFO" }
    statements        = [{ sid = "DenyWritingOriginals", effect = "Deny", actions = ["s3:PutObject*"], resources = ["*"] }]
    object_statements = [{ sid = "UseObjectsKey", actions = ["kms:Decrypt"], resources = ["key"] }]
    bucket_arn        = "arn:aws:s3:::photos"
    prefixes          = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
    messages          = { retention_days = 4 }
  }

  process_queue = {
    arn         = "arn:aws:sqs:eu-central-1:123456789012:darkroom-process"
    url         = "https://sqs.test/123456789012/darkroom-process"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
  }

  schedule = { expression = "rate(1 day)", timezone = "UTC", enabled = true, dry_run = false }
  limits   = { rate_per_second = 5, backlog = 1000, minimum_age_seconds = 900 }
  function = { memory_mb = 512, timeout_seconds = 300 }
}

run "a_schedule_that_is_no_expression_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    schedule = { expression = "daily", timezone = "UTC", enabled = true, dry_run = false }
  }

  expect_failures = [var.schedule]
}

run "a_rate_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 0, backlog = 1000, minimum_age_seconds = 900 }
  }

  expect_failures = [var.limits]
}

run "a_backlog_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 5, backlog = 0, minimum_age_seconds = 900 }
  }

  expect_failures = [var.limits]
}

run "more_shards_than_originals_a_second_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 5, backlog = 1000, minimum_age_seconds = 900, shards = 6 }
  }

  expect_failures = [var.limits]
}

run "half_a_shard_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 5, backlog = 1000, minimum_age_seconds = 900, shards = 1.5 }
  }

  expect_failures = [var.limits]
}

run "an_age_of_weeks_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { rate_per_second = 5, backlog = 1000, minimum_age_seconds = 86401 }
  }

  expect_failures = [var.limits]
}

run "a_timeout_too_short_for_one_stride_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    function = { memory_mb = 512, timeout_seconds = 119 }
  }

  expect_failures = [var.function]
}

run "too_little_memory_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    function = { memory_mb = 128, timeout_seconds = 300 }
  }

  expect_failures = [var.function]
}

run "a_configuration_that_is_no_json_object_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    stack = {
      name              = "darkroom"
      package           = { s3_bucket = "packages", s3_key = "darkroom.zip" }
      common            = { architecture = "arm64", log_retention_days = 30 }
      config            = "[]"
      environment       = { POWERTOOLS_LOG_LEVEL = "INFO" }
      statements        = [{ sid = "DenyWritingOriginals", effect = "Deny", actions = ["s3:PutObject*"], resources = ["*"] }]
      object_statements = [{ sid = "UseObjectsKey", actions = ["kms:Decrypt"], resources = ["key"] }]
      bucket_arn        = "arn:aws:s3:::photos"
      prefixes          = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
      messages          = { retention_days = 4 }
    }
  }

  expect_failures = [var.stack]
}
