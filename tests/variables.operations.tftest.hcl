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

run "a_spend_without_a_budget_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = {}
    observability = {}
  }

  expect_failures = [var.spend]
}

run "a_budget_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = { total_usd_per_day = 0 }
    observability = {}
  }

  expect_failures = [var.spend]
}

run "budgets_without_alarms_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend = { total_usd_per_day = 5 }
  }

  expect_failures = [var.spend]
}

run "a_budget_for_rendering_without_a_cdn_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = { render_usd_per_day = 5 }
    observability = {}
    cdn           = null
  }

  expect_failures = [var.spend]
}

run "stopping_rendering_without_a_budget_for_it_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = { total_usd_per_day = 5, stop_rendering = true }
    observability = {}
  }

  expect_failures = [var.spend]
}

run "stopping_rendering_by_an_alarm_that_is_off_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = { render_usd_per_day = 5, stop_rendering = true }
    observability = { off = ["spend"] }
  }

  expect_failures = [var.spend]
}

run "stopping_what_has_provisioned_concurrency_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    spend         = { render_usd_per_day = 5, stop_rendering = true }
    observability = {}
    render        = { provisioned_concurrency = 1 }
  }

  expect_failures = [var.spend]
}
