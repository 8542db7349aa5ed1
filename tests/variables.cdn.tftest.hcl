# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "less_memory_for_render_than_a_photograph_needs_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { memory_mb = 511 }
  }

  expect_failures = [var.render]
}

run "a_render_that_outlasts_cloudfronts_patience_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { timeout_seconds = 56 }
  }

  expect_failures = [var.render]
}

run "a_render_without_time_to_wait_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { timeout_seconds = 9 }
  }

  expect_failures = [var.render]
}

run "a_reservation_below_none_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { reserved_concurrency = -1 }
  }

  expect_failures = [var.render]
}

run "a_reservation_of_none_turns_rendering_off" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { reserved_concurrency = 0 }
  }
}

run "a_fallback_that_begins_with_a_slash_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    fallback = "/fallback.jpg"
  }

  expect_failures = [var.fallback]
}

run "an_empty_fallback_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    fallback = ""
  }

  expect_failures = [var.fallback]
}

run "a_transform_larger_than_any_variant_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    transforms = { max_dimension = 2001 }
    limits     = { dimension = 2000 }
  }

  expect_failures = [var.transforms]
}

run "a_transform_into_another_format_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    transforms = { formats = ["jxl"] }
  }

  expect_failures = [var.transforms]
}

run "a_third_signing_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    signing_keys = ["a0123456789abcdef0123456789abcdef", "b0123456789abcdef0123456789abcdef", "c0123456789abcdef0123456789abcdef"]
  }

  expect_failures = [var.signing_keys]
}

run "a_short_signing_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    signing_keys = ["0123456789abcdef0123456789abcde"]
  }

  expect_failures = [var.signing_keys]
}

run "the_same_signing_key_twice_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    signing_keys = ["0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"]
  }

  expect_failures = [var.signing_keys]
}
