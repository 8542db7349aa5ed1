# Only the variables are loaded here, without a provider: so each refusal takes milliseconds.
variables {
  release   = { version = "1.2.0" }
  name      = "darkroom"
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:on-call"
  queues    = { process = "darkroom-process", purge = "darkroom-purge" }
  dead_letter_queues = {
    process = "darkroom-process-dead-letter", subscription = "darkroom-subscription-dead-letter"
    purge   = "darkroom-purge-dead-letter", sweep = "darkroom-sweep-dead-letter"
  }
  functions = {
    process = { name = "darkroom-process", timeout_seconds = 60 }
    render  = { name = "darkroom-render", timeout_seconds = 30 }
    purge   = { name = "darkroom-purge", timeout_seconds = 15 }
    sweep   = { name = "darkroom-sweep", timeout_seconds = 300 }
  }
  dashboard = { uploads = { namespace = "AWS/SNS", dimension = "TopicName", value = "darkroom-uploads" }, distribution_id = "E123" }
}

# Applied, though it makes nothing: OpenTofu knows the outputs of no plan.
run "defaults" {
  module {
    source = "../../tests/variables"
  }

  variables {
    observability = {}
  }
}

run "a_queue_that_darkroom_does_not_have_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds         = run.defaults.thresholds
    dead_letter_queues = { proces = "typo" }
  }

  expect_failures = [var.dead_letter_queues]
}

run "a_function_that_darkroom_does_not_have_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = run.defaults.thresholds
    functions  = { rendr = { name = "typo", timeout_seconds = 1 } }
  }

  expect_failures = [var.functions]
}

run "a_threshold_below_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = { dead_letters = -1, duration_percent = 80, rejected_percent = 20 }
  }

  expect_failures = [var.thresholds]
}

run "a_share_of_the_timeout_that_is_never_reached_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = { duration_percent = 100, rejected_percent = 20 }
  }

  expect_failures = [var.thresholds]
}

run "a_share_of_rejected_originals_that_is_never_reached_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = { duration_percent = 80, rejected_percent = 100 }
  }

  expect_failures = [var.thresholds]
}

run "turning_off_an_alarm_that_is_not_there_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = run.defaults.thresholds
    off        = ["render_rate"]
  }

  expect_failures = [var.off]
}

run "more_days_without_a_sweep_than_cloudwatch_looks_back_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    thresholds = { duration_percent = 80, rejected_percent = 20, sweep_days = 8 }
  }

  expect_failures = [var.thresholds]
}
