# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "an_originals_prefix_without_a_slash_at_its_end_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "originals" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_that_is_the_whole_bucket_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_with_a_slash_at_its_start_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "/originals/" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_with_a_dot_segment_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "a/../b/" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_among_the_variants_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "variants/originals/" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_among_the_manifests_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "manifests/" }
  }

  expect_failures = [var.originals]
}

run "an_originals_prefix_among_the_locks_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "locks/" }
  }

  expect_failures = [var.originals]
}

run "folders_within_each_other_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { folders = ["a/", "a/b/"] }
  }

  expect_failures = [var.originals]
}

run "a_folder_without_a_slash_at_its_end_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { folders = ["avatars"] }
  }

  expect_failures = [var.originals]
}

run "a_folder_with_a_dot_segment_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { folders = ["a/../b/"] }
  }

  expect_failures = [var.originals]
}

run "more_folders_than_a_policy_holds_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { folders = [
      "f0/", "f1/", "f2/", "f3/", "f4/", "f5/", "f6/",
      "f7/", "f8/", "f9/", "f10/", "f11/", "f12/", "f13/",
      "f14/", "f15/", "f16/", "f17/", "f18/", "f19/", "f20/",
    ] }
  }

  expect_failures = [var.originals]
}

run "a_folder_of_variants_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "", folders = ["avatars/", "variants/"] }
  }

  expect_failures = [var.originals]
}

run "the_whole_bucket_may_hold_originals_if_variants_are_in_another" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals       = { prefix = "" }
    variants_bucket = {}
  }
}

run "folders_at_the_root_may_hold_originals" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    originals = { prefix = "", folders = ["avatars/", "products/"] }
  }
}
