# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
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

run "a_density_that_makes_the_name_of_another_preset_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { card = { width = 1, dpr = [1, 2] }, card-2x = { width = 3 } }
  }

  expect_failures = [var.presets]
}

run "a_density_that_makes_the_alias_of_another_preset_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { card = { width = 1, dpr = [1, 2] }, p = { width = 3, aliases = ["card-2x"] } }
  }

  expect_failures = [var.presets]
}

run "an_alias_that_a_density_makes_is_refused_if_it_is_taken" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { card = { width = 1, dpr = [2], aliases = ["c"] }, c-2x = { width = 3 } }
  }

  expect_failures = [var.presets]
}

run "an_alias_that_is_the_name_of_a_preset_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, aliases = ["q"] }, q = { width = 2 } }
  }

  expect_failures = [var.presets]
}

run "an_alias_of_its_own_preset_s_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, aliases = ["p"] } }
  }

  expect_failures = [var.presets]
}

run "an_alias_of_two_presets_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, aliases = ["old"] }, q = { width = 2, aliases = ["old"] } }
  }

  expect_failures = [var.presets]
}

run "an_alias_with_a_slash_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, aliases = ["a/b"] } }
  }

  expect_failures = [var.presets]
}

run "aliases_of_several_presets_are_allowed" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    presets = { p = { width = 1, aliases = ["old", "older"] }, q = { width = 2, aliases = ["other"] } }
  }
}
