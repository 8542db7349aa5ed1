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

run "an_environment_over_4_kb_is_refused_by_its_bytes_not_its_characters" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = { A = join("", [for index in range(1024) : "éé"]) }
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
      environment     = { FOUR = join("", [for index in range(1023) : "éé"]) }
      statements      = []
    }
  }

  assert {
    condition     = output.environment_bytes == 4096
    error_message = "Counted ${output.environment_bytes} bytes."
  }
}

run "less_memory_than_lambda_has_is_refused" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 127
      timeout_seconds = 60
      environment     = {}
      statements      = []
    }
  }

  expect_failures = [var.function]
}

run "a_longer_timeout_than_lambda_has_is_refused" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 901
      environment     = {}
      statements      = []
    }
  }

  expect_failures = [var.function]
}

run "an_effect_that_iam_does_not_know_is_refused" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = {}
      statements      = [{ sid = "A", effect = "Maybe", actions = ["s3:GetObject"], resources = ["*"] }]
    }
  }

  expect_failures = [var.function]
}

run "a_wildcard_among_allowed_actions_is_refused" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = {}
      statements      = [{ sid = "A", actions = ["s3:Get*"], resources = ["*"] }]
    }
  }

  expect_failures = [var.function]
}

run "a_concurrency_that_no_queue_takes_is_refused" {
  command = plan

  variables {
    function = {
      description     = "Makes variants."
      handler         = "process.handler"
      memory_mb       = 1769
      timeout_seconds = 60
      environment     = {}
      statements      = []
      queue           = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", max_concurrency = 1 }
    }
  }

  expect_failures = [var.function]
}

run "reserving_less_than_the_queue_may_use_is_refused" {
  command = plan

  variables {
    function = {
      description          = "Makes variants."
      handler              = "process.handler"
      memory_mb            = 1769
      timeout_seconds      = 60
      environment          = {}
      statements           = []
      reserved_concurrency = 4
      queue                = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", max_concurrency = 5 }
    }
  }

  expect_failures = [var.function]
}

run "one_copy_at_a_time_may_be_reserved_though_no_trigger_can_be_told_so" {
  command = plan

  variables {
    function = {
      description          = "Purges."
      handler              = "purge.handler"
      memory_mb            = 256
      timeout_seconds      = 15
      environment          = {}
      statements           = []
      reserved_concurrency = 1
      queue                = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", max_concurrency = 2 }
    }
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == 1
    error_message = "It reserves ${aws_lambda_function.this.reserved_concurrent_executions} copies."
  }
}

run "a_package_of_two_places_is_refused" {
  command = plan

  variables {
    package = { path = "main.tf", s3_bucket = "packages", s3_key = "a.zip" }
  }

  expect_failures = [var.package]
}

run "a_package_of_no_place_is_refused" {
  command = plan

  variables {
    package = {}
  }

  expect_failures = [var.package]
}

run "an_unknown_architecture_is_refused" {
  command = plan

  variables {
    common = { architecture = "amd64", log_retention_days = 30 }
  }

  expect_failures = [var.common]
}
