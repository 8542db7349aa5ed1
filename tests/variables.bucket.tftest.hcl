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

run "an_existing_bucket_without_a_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false }
  }

  expect_failures = [var.bucket]
}

run "an_existing_bucket_may_have_dots_in_its_name" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media.example.com" }
  }
}

run "settings_of_an_existing_bucket_are_refused_force_destroy" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", force_destroy = true }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_readers" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", readers = { etl = { arns = ["arn:aws:iam::123456789012:root"] } } }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_statements" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", policy_statements = [jsonencode({ Sid = "A", Effect = "Deny" })] }
  }

  expect_failures = [var.bucket]
}

run "settings_of_an_existing_bucket_are_refused_lifecycle" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "media", originals_lifecycle = { expire_days = 5 } }
  }

  expect_failures = [var.bucket]
}

run "a_reader_that_is_no_principal_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { readers = { etl = { arns = ["*"] } } }
  }

  expect_failures = [var.bucket]
}

run "a_reader_of_half_a_prefix_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { readers = { etl = { arns = ["arn:aws:iam::123456789012:root"], prefixes = ["var"] } } }
  }

  expect_failures = [var.bucket]
}

run "a_statement_with_the_sid_of_darkrooms_own_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { policy_statements = [jsonencode({ Sid = "DenyPlainHttp", Effect = "Allow" })] }
  }

  expect_failures = [var.bucket]
}

run "a_statement_that_is_not_json_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { policy_statements = ["Allow"] }
  }

  expect_failures = [var.bucket]
}

run "a_storage_class_that_does_not_exist_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 1, storage_class = "COLD" }] } }
  }

  expect_failures = [var.bucket]
}

run "infrequent_access_before_s3_allows_it_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 29, storage_class = "STANDARD_IA" }] } }
  }

  expect_failures = [var.bucket]
}

run "an_expiry_before_a_transition_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { originals_lifecycle = { transitions = [{ days = 90, storage_class = "GLACIER" }], expire_days = 90 } }
  }

  expect_failures = [var.bucket]
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
    originals = { folders = [for n in range(21) : "f${n}/"] }
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

run "an_existing_bucket_of_variants_without_a_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    variants_bucket = { create = false }
  }

  expect_failures = [var.variants_bucket]
}

run "a_bucket_of_variants_named_in_capitals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    variants_bucket = { name = "Variants" }
  }

  expect_failures = [var.variants_bucket]
}

run "a_bucket_of_variants_that_is_the_bucket_of_originals_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket          = { name = "media" }
    variants_bucket = { name = "media" }
  }

  expect_failures = [var.variants_bucket]
}

run "an_alias_as_key_of_the_bucket_of_variants_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    variants_bucket = { kms_key_arn = "alias/photos" }
  }

  expect_failures = [var.variants_bucket]
}

run "an_upload_origin_with_a_path_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    uploads = { origins = ["https://www.example.com/upload"] }
  }

  expect_failures = [var.uploads]
}

run "uploads_from_nowhere_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    uploads = { origins = [] }
  }

  expect_failures = [var.uploads]
}
