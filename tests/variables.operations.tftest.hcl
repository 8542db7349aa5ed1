# Only the variables are loaded here, without a provider: so each refusal takes milliseconds.
run "a_window_of_purge_longer_than_lambdas_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    purge = { window_minutes = 11 }
  }

  expect_failures = [var.purge]
}

run "no_purge_no_sweep_and_no_alarms_are_accepted" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    purge         = null
    sweep         = null
    observability = null
  }
}
