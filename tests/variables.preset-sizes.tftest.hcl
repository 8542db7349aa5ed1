# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_stack_without_presets_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = {}
  }

  expect_failures = [var.presets]
}

run "a_preset_name_with_a_slash_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { "a/b" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_with_an_at_sign_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { "a@webp" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_that_starts_like_a_transform_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { "~w_300" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_that_starts_with_a_dot_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { ".." = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_longer_than_64_characters_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_without_width_and_height_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { fit = "cover" } }
  }

  expect_failures = [var.presets]
}

run "a_width_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 0 } }
  }

  expect_failures = [var.presets]
}

run "a_fraction_of_a_pixel_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { height = 10.5 } }
  }

  expect_failures = [var.presets]
}

run "an_edge_over_the_limit_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    limits  = { dimension = 500 }
    presets = { p = { width = 501 } }
  }

  expect_failures = [var.presets]
}
