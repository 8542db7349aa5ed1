# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_cache_control_of_two_lines_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cache_control = "public\nX-Header: 1"
  }

  expect_failures = [var.cache_control]
}

run "an_empty_cache_control_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cache_control = ""
  }

  expect_failures = [var.cache_control]
}

run "a_limit_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { pixels = 0 }
  }

  expect_failures = [var.limits]
}

run "nothing_is_a_limit_of_heic_alone" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { heic_pixels = 0 }
  }
}

run "less_than_nothing_of_heic_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { heic_pixels = -1 }
  }

  expect_failures = [var.limits]
}

run "a_fraction_of_a_frame_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { frames = 1.5 }
  }

  expect_failures = [var.limits]
}

run "an_edge_that_no_webp_can_hold_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits = { dimension = 16384 }
  }

  expect_failures = [var.limits]
}

run "an_unknown_on_reject_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    on_reject = "ignore"
  }

  expect_failures = [var.on_reject]
}
