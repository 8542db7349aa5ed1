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

run "a_third_signing_key_is_refused" {
  command = plan

  variables {
    signing_keys = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccccccccccccccc"]
  }

  expect_failures = [var.signing_keys]
}

run "a_short_signing_key_is_refused" {
  command = plan

  variables {
    signing_keys = ["too-short"]
  }

  expect_failures = [var.signing_keys]
}

run "a_signing_key_with_spaces_is_refused" {
  command = plan

  variables {
    signing_keys = ["a signing key with spaces in between it"]
  }

  expect_failures = [var.signing_keys]
}

run "the_same_signing_key_twice_is_refused" {
  command = plan

  variables {
    signing_keys = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
  }

  expect_failures = [var.signing_keys]
}

run "an_edge_that_no_webp_can_have_is_refused" {
  command = plan

  variables {
    transforms = { max_dimension = 16384 }
  }

  expect_failures = [var.transforms]
}

run "half_a_pixel_is_refused" {
  command = plan

  variables {
    transforms = { max_dimension = 10.5 }
  }

  expect_failures = [var.transforms]
}

run "a_transform_format_that_is_not_made_is_refused" {
  command = plan

  variables {
    transforms = { formats = ["jxl"] }
  }

  expect_failures = [var.transforms]
}
