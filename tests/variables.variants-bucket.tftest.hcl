# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
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
