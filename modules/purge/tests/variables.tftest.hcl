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
    url         = "https://sqs.test/123456789012/darkroom-process"
    planned_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
  }

  distribution = { id = "E123", arn = "arn:aws:cloudfront::123456789012:distribution/E123" }
}

run "a_window_longer_than_ten_minutes_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    window_minutes = 11
  }

  expect_failures = [var.window_minutes]
}

run "a_window_of_less_than_a_minute_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    window_minutes = 0.5
  }

  expect_failures = [var.window_minutes]
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
