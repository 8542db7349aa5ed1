# Only the variables are loaded here, without a provider; the limits of files are in test/unit/config/overlays.test.ts.
run "more_than_twenty_overlays_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = {
      mark-0  = { file = "examples/complete/mark.png" }
      mark-1  = { file = "examples/complete/mark.png" }
      mark-2  = { file = "examples/complete/mark.png" }
      mark-3  = { file = "examples/complete/mark.png" }
      mark-4  = { file = "examples/complete/mark.png" }
      mark-5  = { file = "examples/complete/mark.png" }
      mark-6  = { file = "examples/complete/mark.png" }
      mark-7  = { file = "examples/complete/mark.png" }
      mark-8  = { file = "examples/complete/mark.png" }
      mark-9  = { file = "examples/complete/mark.png" }
      mark-10 = { file = "examples/complete/mark.png" }
      mark-11 = { file = "examples/complete/mark.png" }
      mark-12 = { file = "examples/complete/mark.png" }
      mark-13 = { file = "examples/complete/mark.png" }
      mark-14 = { file = "examples/complete/mark.png" }
      mark-15 = { file = "examples/complete/mark.png" }
      mark-16 = { file = "examples/complete/mark.png" }
      mark-17 = { file = "examples/complete/mark.png" }
      mark-18 = { file = "examples/complete/mark.png" }
      mark-19 = { file = "examples/complete/mark.png" }
      mark-20 = { file = "examples/complete/mark.png" }
    }
  }

  expect_failures = [var.overlays]
}

run "an_overlay_named_in_capitals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { Mark = { file = "examples/complete/mark.png" } }
  }

  expect_failures = [var.overlays]
}

run "an_overlay_without_a_file_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/no-such.png" } }
  }

  expect_failures = [var.overlays]
}

run "an_overlay_that_is_no_png_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/mark.svg" } }
  }

  expect_failures = [var.overlays]
}

run "an_overlay_at_a_position_that_depends_on_the_picture_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/mark.png", position = "attention" } }
  }

  expect_failures = [var.overlays]
}

run "half_a_percent_of_opacity_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/mark.png", opacity = 0.5 } }
  }

  expect_failures = [var.overlays]
}

run "a_size_of_more_than_the_picture_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/mark.png", size = 101 } }
  }

  expect_failures = [var.overlays]
}

run "a_margin_of_more_than_half_the_picture_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    overlays = { mark = { file = "examples/complete/mark.png", margin = 51 } }
  }

  expect_failures = [var.overlays]
}

run "an_overlay_that_there_is_not_is_refused_in_a_preset" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets  = { p = { width = 1, overlay = "marks" } }
    overlays = { mark = { file = "examples/complete/mark.png" } }
  }

  expect_failures = [var.presets]
}

run "an_overlay_with_every_option_is_accepted" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, overlay = "mark-0" } }
    overlays = {
      mark-0 = { file = "examples/complete/mark.png", position = "left top", size = 100, margin = 50, opacity = 1, tile = true }
    }
  }
}
