# Only the variables are loaded here, without a provider: so each refusal takes milliseconds.
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

run "less_memory_than_lambda_has_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

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

  module {
    source = "./tests/variables"
  }

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

  module {
    source = "./tests/variables"
  }

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

  module {
    source = "./tests/variables"
  }

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

  module {
    source = "./tests/variables"
  }

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

  module {
    source = "./tests/variables"
  }

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

run "reserving_one_copy_beside_a_trigger_that_may_use_two_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    function = {
      description          = "Makes variants."
      handler              = "process.handler"
      memory_mb            = 1769
      timeout_seconds      = 60
      environment          = {}
      statements           = []
      reserved_concurrency = 1
      queue                = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", max_concurrency = 2 }
    }
  }

  expect_failures = [var.function]
}

run "a_package_of_two_places_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    package = { path = "main.tf", s3_bucket = "packages", s3_key = "a.zip" }
  }

  expect_failures = [var.package]
}

run "a_package_of_no_place_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    package = {}
  }

  expect_failures = [var.package]
}

run "an_unknown_architecture_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    common = { architecture = "amd64", log_retention_days = 30 }
  }

  expect_failures = [var.common]
}
