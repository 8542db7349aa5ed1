# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "less_memory_than_a_photograph_needs_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    process = { memory_mb = 256 }
  }

  expect_failures = [var.process]
}

run "a_longer_timeout_than_lambda_takes_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    process = { timeout_seconds = 901 }
  }

  expect_failures = [var.process]
}

run "a_concurrency_that_no_queue_takes_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    process = { max_concurrency = 1 }
  }

  expect_failures = [var.process]
}

run "reserving_less_than_the_queue_may_use_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    process = { max_concurrency = 10, reserved_concurrency = 9 }
  }

  expect_failures = [var.process]
}

run "too_few_tries_to_tell_a_suspect_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    process = { max_receive_count = 2 }
  }

  expect_failures = [var.process]
}

run "keeping_messages_as_long_as_dead_letters_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    messages = { retention_days = 14 }
  }

  expect_failures = [var.messages]
}

run "an_alias_as_messages_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    messages = { kms_key_arn = "alias/aws/sns" }
  }

  expect_failures = [var.messages]
}
