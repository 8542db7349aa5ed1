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
  presets   = { "800x600" = { formats = ["webp", "avif"] } }
  edge_path = "tests/edge.txt"
}

run "a_missing_viewer_function_is_refused" {
  command = plan

  variables {
    edge_path = "tests/none.js"
  }

  expect_failures = [aws_cloudfront_function.images]
}

run "a_folder_in_the_viewer_functions_place_is_refused" {
  command = plan

  variables {
    edge_path = "tests"
  }

  expect_failures = [aws_cloudfront_function.images]
}

# OpenTofu calls no functions in variables of a run.
run "many" {
  module {
    source = "./tests/many-presets"
  }
}

run "a_set_of_presets_that_does_not_fit_into_the_viewer_function_is_refused" {
  command = plan

  variables {
    presets = run.many.presets
  }

  expect_failures = [aws_cloudfront_function.images]
}

run "a_preset_called_manifests_beside_manifests_is_refused" {
  command = plan

  variables {
    manifests = true
    presets   = { manifests = { formats = [] } }
  }

  expect_failures = [aws_cloudfront_function.images]
}

run "a_list_of_sites_is_refused" {
  command = plan

  variables {
    cors_origin = "https://a.example, https://b.example"
  }

  expect_failures = [var.cors_origin]
}

run "a_site_with_a_path_is_refused" {
  command = plan

  variables {
    cors_origin = "https://a.example/"
  }

  expect_failures = [var.cors_origin]
}

run "an_unknown_price_class_is_refused" {
  command = plan

  variables {
    price_class = "PriceClass_300"
  }

  expect_failures = [var.price_class]
}

run "an_unknown_protocol_policy_is_refused" {
  command = plan

  variables {
    viewer_protocol_policy = "http-only"
  }

  expect_failures = [var.viewer_protocol_policy]
}

# CloudFront would ask S3 over plain HTTP too, and the bucket refuses that: every image a render, for ever.
run "plain_http_is_refused" {
  command = plan

  variables {
    viewer_protocol_policy = "allow-all"
  }

  expect_failures = [var.viewer_protocol_policy]
}

run "a_set_of_policies_with_one_missing_is_refused" {
  command = plan

  variables {
    policies = { cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6", origin_request_policy_id = null, response_headers_policy_id = "" }
  }

  expect_failures = [var.policies]
}

run "a_certificate_of_another_region_is_refused" {
  command = plan

  variables {
    domain = { aliases = ["a.example"], acm_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1" }
  }

  expect_failures = [var.domain]
}

run "a_domain_without_hosts_is_refused" {
  command = plan

  variables {
    domain = { aliases = [], acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1" }
  }

  expect_failures = [var.domain]
}

run "a_regional_web_acl_is_refused" {
  command = plan

  variables {
    web_acl_arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/cdn/1"
  }

  expect_failures = [var.web_acl_arn]
}

run "a_shield_that_is_no_region_is_refused" {
  command = plan

  variables {
    origin_shield_region = "Frankfurt"
  }

  expect_failures = [var.origin_shield_region]
}

run "a_log_bucket_without_its_domain_is_refused" {
  command = plan

  variables {
    logging = { bucket_domain_name = "logs" }
  }

  expect_failures = [var.logging]
}

run "a_render_url_without_a_scheme_is_refused" {
  command = plan

  variables {
    render = { url = "abcdef.lambda-url.eu-central-1.on.aws", function_name = "render" }
  }

  expect_failures = [var.render]
}

run "a_render_that_takes_longer_than_cloudfront_waits_is_refused" {
  command = plan

  variables {
    render = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "render", timeout_seconds = 56 }
  }

  expect_failures = [var.render]
}

run "another_prefix_for_manifests_is_refused" {
  command = plan

  variables {
    prefixes = { variants = "variants/", manifests = "records/" }
  }

  expect_failures = [var.prefixes]
}

run "a_variants_prefix_without_its_slash_is_refused" {
  command = plan

  variables {
    prefixes = { variants = "variants", manifests = "manifests/" }
  }

  expect_failures = [var.prefixes]
}
