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

  function          = { memory_mb = 1769, timeout_seconds = 60, max_concurrency = 10 }
  max_receive_count = 5
  sender            = { service = "sns.amazonaws.com", source_arn = "arn:aws:sns:eu-central-1:123456789012:darkroom-uploads" }
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
