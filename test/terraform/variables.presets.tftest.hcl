mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
}

variables {
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }
}

run "a_stack_without_presets_is_refused" {
  command = plan

  variables {
    presets = {}
  }

  expect_failures = [var.presets]
}

run "a_preset_name_with_a_slash_is_refused" {
  command = plan

  variables {
    presets = { "a/b" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_with_an_at_sign_is_refused" {
  command = plan

  variables {
    presets = { "a@webp" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_that_starts_like_a_transform_is_refused" {
  command = plan

  variables {
    presets = { "~w_300" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_that_starts_with_a_dot_is_refused" {
  command = plan

  variables {
    presets = { ".." = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_name_longer_than_64_characters_is_refused" {
  command = plan

  variables {
    presets = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" = { width = 1 } }
  }

  expect_failures = [var.presets]
}

run "a_preset_without_width_and_height_is_refused" {
  command = plan

  variables {
    presets = { p = { fit = "cover" } }
  }

  expect_failures = [var.presets]
}

run "a_width_of_nothing_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 0 } }
  }

  expect_failures = [var.presets]
}

run "a_fraction_of_a_pixel_is_refused" {
  command = plan

  variables {
    presets = { p = { height = 10.5 } }
  }

  expect_failures = [var.presets]
}

run "an_edge_over_the_limit_is_refused" {
  command = plan

  variables {
    limits  = { edge = 500 }
    presets = { p = { width = 501 } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_fit_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, fit = "crop" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_position_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, position = "middle" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_format_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, formats = ["webp", "jxl"] } }
  }

  expect_failures = [var.presets]
}

run "a_quality_above_100_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, quality = { webp = 101 } } }
  }

  expect_failures = [var.presets]
}

run "a_quality_of_nothing_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, quality = { jpeg = 0 } } }
  }

  expect_failures = [var.presets]
}

run "a_fraction_of_a_quality_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, quality = { avif = 60.5 } } }
  }

  expect_failures = [var.presets]
}

run "a_named_colour_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, background = "white" } }
  }

  expect_failures = [var.presets]
}

run "a_short_colour_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, background = "#fff" } }
  }

  expect_failures = [var.presets]
}

run "an_unknown_time_of_making_is_refused" {
  command = plan

  variables {
    presets = { p = { width = 1, make = "later" } }
  }

  expect_failures = [var.presets]
}

run "a_preset_may_use_everything_there_is" {
  command = plan

  variables {
    presets = {
      "Hero_1.2-x" = {
        width      = 8192
        fit        = "contain"
        position   = "attention"
        formats    = []
        quality    = { jpeg = 1, png = 100, webp = 1, avif = 100 }
        background = "#A0b1C2"
        make       = "request"
        animated   = true
        enlarge    = true
      }
    }
  }

  assert {
    condition     = jsondecode(local.planned_config).presets["Hero_1.2-x"].quality == { jpeg = 1, png = 100, webp = 1, avif = 100 }
    error_message = "Every quality that is given reaches the functions."
  }
}
