mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }
}

variables {
  name      = "darkroom-test"
  bucket    = { name = "pictures", regional_domain_name = "pictures.s3.eu-central-1.amazonaws.com" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-test-render" }
  presets   = { "800x600" = { formats = ["webp", "avif"] }, thumb = { formats = ["webp"] }, page = { formats = ["webp"] }, plain = { formats = [] } }
  edge_path = "tests/edge.txt"
}

run "an_old_protocol_version_is_refused" {
  command = plan

  variables {
    domain = { aliases = ["a.example.com"], acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/made", minimum_protocol_version = "TLSv1" }
  }

  expect_failures = [var.domain]
}

run "a_restriction_of_no_known_type_is_refused" {
  command = plan

  variables {
    geo_restriction = { type = "allow", countries = ["DE"] }
  }

  expect_failures = [var.geo_restriction]
}

run "a_restriction_to_no_country_is_refused" {
  command = plan

  variables {
    geo_restriction = { type = "whitelist", countries = [] }
  }

  expect_failures = [var.geo_restriction]
}

run "a_country_by_its_name_is_refused" {
  command = plan

  variables {
    geo_restriction = { type = "whitelist", countries = ["Germany"] }
  }

  expect_failures = [var.geo_restriction]
}

run "hsts_for_longer_than_two_years_is_refused" {
  command = plan

  variables {
    response_headers = { strict_transport_security = { max_age_seconds = 63072001 } }
  }

  expect_failures = [var.response_headers]
}

run "a_header_that_darkroom_sets_is_refused_in_any_case" {
  command = plan

  variables {
    response_headers = { custom = { vary = "Cookie" } }
  }

  expect_failures = [var.response_headers]
}

run "a_cors_header_has_its_own_option" {
  command = plan

  variables {
    response_headers = { custom = { Access-Control-Allow-Origin = "*" } }
  }

  expect_failures = [var.response_headers]
}

run "a_header_whose_name_is_none_is_refused" {
  command = plan

  variables {
    response_headers = { custom = { "a b" = "c" } }
  }

  expect_failures = [var.response_headers]
}

run "more_headers_than_cloudfront_takes_are_refused" {
  command = plan

  variables {
    response_headers = { custom = { a = "1", b = "1", c = "1", d = "1", e = "1", f = "1", g = "1", h = "1", i = "1", j = "1" } }
  }

  expect_failures = [var.response_headers]
}

run "headers_beside_existing_policies_are_refused" {
  command = plan

  variables {
    response_headers = { custom = { X-Team = "web" } }
    policies         = { cache_policy_id = "a", origin_request_policy_id = "b", response_headers_policy_id = "c" }
  }

  expect_failures = [var.response_headers]
}
