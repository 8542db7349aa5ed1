# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "two_cdns_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    own_cdn = { type = "cloudfront" }
  }

  expect_failures = [var.cdn]
}

run "an_unknown_type_of_cdn_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    own_cdn = { type = "fastly" }
  }

  expect_failures = [var.own_cdn]
}

run "a_path_that_ends_with_a_slash_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    own_cdn = { type = "cloudfront", path = "/images/" }
  }

  expect_failures = [var.own_cdn]
}

run "a_site_with_a_path_is_refused_for_an_own_cdn_too" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    own_cdn = { type = "cloudfront", cors_origin = "https://www.example.com/" }
  }

  expect_failures = [var.own_cdn]
}

run "cloudfronts_policies_at_another_cdn_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    own_cdn = { type = "other", policies = { cache_policy_id = "a", origin_request_policy_id = "b", response_headers_policy_id = "c" } }
  }

  expect_failures = [var.own_cdn]
}

run "a_distribution_of_another_vendor_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn              = null
    own_cdn          = { type = "other" }
    own_distribution = { arn = "arn:aws:cloudfront::123456789012:distribution/E2OWN" }
  }

  expect_failures = [var.own_distribution]
}

run "a_distribution_by_its_id_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn              = null
    own_cdn          = { type = "cloudfront" }
    own_distribution = { arn = "E2OWN" }
  }

  expect_failures = [var.own_distribution]
}

run "a_preset_made_on_request_is_refused_without_a_cdn" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    presets = { page = { width = 800, make = "request" } }
  }

  expect_failures = [var.cdn]
}

run "signing_keys_are_refused_without_a_cdn" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn          = null
    signing_keys = ["0123456789abcdef0123456789abcdef"]
  }

  expect_failures = [var.signing_keys]
}

run "a_fallback_is_refused_without_a_cdn" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn      = null
    fallback = "fallback.jpg"
  }

  expect_failures = [var.fallback]
}

run "a_purge_window_is_refused_without_a_cdn" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn   = null
    purge = { window_minutes = 5 }
  }

  expect_failures = [var.purge]
}

run "a_purge_window_is_refused_for_another_vendors_cdn" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    cdn     = null
    own_cdn = { type = "other" }
    purge   = { window_minutes = 5 }
  }

  expect_failures = [var.purge]
}
