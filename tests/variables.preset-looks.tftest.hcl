# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "an_unknown_fit_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, fit = "crop" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_position_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, position = "middle" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_format_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, formats = ["webp", "jxl"] } }
  }

  expect_failures = [var.presets]
}

run "a_quality_above_100_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, quality = { webp = 101 } } }
  }

  expect_failures = [var.presets]
}

run "a_quality_of_nothing_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, quality = { jpeg = 0 } } }
  }

  expect_failures = [var.presets]
}

run "a_fraction_of_a_quality_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, quality = { avif = 60.5 } } }
  }

  expect_failures = [var.presets]
}

run "a_named_colour_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, background = "white" } }
  }

  expect_failures = [var.presets]
}

run "a_short_colour_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, background = "#fff" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_time_of_making_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, make = "later" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_effort_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, effort = "best" } }
  }

  expect_failures = [var.presets]
}

run "a_deferred_format_that_the_preset_does_not_have_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, formats = ["webp"], deferred = ["avif"] } }
  }

  expect_failures = [var.presets]
}

run "a_deferred_format_of_a_preset_that_is_made_on_request_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, make = "request", deferred = ["avif"] } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_strength_of_sharpening_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, sharpen = "medium" } }
  }

  expect_failures = [var.presets]
}

run "corners_of_less_than_nothing_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, corners = -1 } }
  }

  expect_failures = [var.presets]
}

run "corners_of_half_a_pixel_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, corners = 0.5 } }
  }

  expect_failures = [var.presets]
}

run "an_empty_credit_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, credit = "" } }
  }

  expect_failures = [var.presets]
}

run "a_copyright_of_two_lines_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, copyright = "© me\nand you" } }
  }

  expect_failures = [var.presets]
}
