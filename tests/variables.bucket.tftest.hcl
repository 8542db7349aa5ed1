# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_bucket_name_in_capitals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { name = "Photos" }
  }

  expect_failures = [var.bucket]
}

run "an_alias_as_bucket_key_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { kms_key_arn = "alias/photos" }
  }

  expect_failures = [var.bucket]
}

run "keeping_old_versions_for_no_day_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { noncurrent_version_days = 0 }
  }

  expect_failures = [var.bucket]
}

run "an_originals_prefix_without_a_slash_at_its_end_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "originals"
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_that_is_the_whole_bucket_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = ""
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_with_a_slash_at_its_start_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "/originals/"
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_with_a_dot_segment_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "a/../b/"
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_among_the_variants_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "variants/originals/"
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_among_the_manifests_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "manifests/"
  }

  expect_failures = [var.originals_prefix]
}

run "an_originals_prefix_among_the_locks_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals_prefix = "locks/"
  }

  expect_failures = [var.originals_prefix]
}

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
