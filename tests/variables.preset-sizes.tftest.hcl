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

run "a_ratio_of_one_number_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, ratio = "1.5" } }
  }

  expect_failures = [var.presets]
}

run "a_ratio_beside_both_sides_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 16, height = 9, ratio = "16:9" } }
  }

  expect_failures = [var.presets]
}

run "a_density_below_one_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, dpr = [0.5] } }
  }

  expect_failures = [var.presets]
}

run "a_density_between_the_steps_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, dpr = [1, 1.25] } }
  }

  expect_failures = [var.presets]
}

run "a_density_beyond_the_largest_dimension_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 3000, dpr = [3] } }
  }

  expect_failures = [var.presets]
}

run "a_side_that_a_ratio_makes_too_large_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 8000, ratio = "1:2" } }
  }

  expect_failures = [var.presets]
}

run "a_side_that_a_ratio_makes_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, ratio = "9:1" } }
  }

  expect_failures = [var.presets]
}
