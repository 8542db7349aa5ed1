variables {
  folder          = "../.."
  release         = "1.2.0"
  architecture    = "arm64"
  viewer_function = true
}

run "files_that_are_there_are_found" {
  command = plan

  variables {
    # Any files will do.
    package   = { path = "main.tf" }
    edge_path = "variables.tf"
  }

  assert {
    condition     = output.found.package.path == "main.tf" && output.found.edge_path == "variables.tf"
    error_message = "Found ${jsonencode(output.found)}."
  }
}

run "a_folder_that_holds_what_a_release_does_needs_no_settings" {
  command = plan

  variables {
    folder = "tests/release"
  }

  assert {
    condition     = output.found.package.path == "tests/release/dist/darkroom-arm64.zip" && output.found.edge_path == "tests/release/dist/edge.js"
    error_message = "Found ${jsonencode(output.found)}."
  }
}

run "each_architecture_has_its_zip" {
  command = plan

  variables {
    folder       = "tests/release"
    architecture = "x86_64"
  }

  expect_failures = [output.found]
}

run "an_object_in_s3_is_not_looked_for" {
  command = plan

  variables {
    package   = { s3_bucket = "packages", s3_key = "darkroom.zip", s3_object_version = "3" }
    edge_path = "main.tf"
  }

  assert {
    condition     = jsonencode(output.found.package) == jsonencode({ path = null, s3_bucket = "packages", s3_key = "darkroom.zip", s3_object_version = "3" })
    error_message = "The package is ${jsonencode(output.found.package)}."
  }
}

run "a_folder_in_the_place_of_the_zip_is_refused" {
  command = plan

  variables {
    package   = { path = "tests" }
    edge_path = "main.tf"
  }

  expect_failures = [output.found]
}

run "a_missing_viewer_function_is_refused" {
  command = plan

  variables {
    package   = { path = "main.tf" }
    edge_path = "no-such.js"
  }

  expect_failures = [output.found]
}

run "without_a_cdn_no_viewer_function_is_needed" {
  command = plan

  variables {
    package         = { path = "main.tf" }
    edge_path       = "no-such.js"
    viewer_function = false
  }

  assert {
    condition     = output.found.package.path == "main.tf"
    error_message = "Found ${jsonencode(output.found)}."
  }
}

run "a_package_without_a_decoder_is_refused_where_heic_is_read" {
  command = plan

  variables {
    folder = "tests/release"
    heic   = true
  }

  expect_failures = [output.found]
}

# These files name the decoder as a zip does, at three distances from the start.
run "a_package_with_a_decoder_passes_wherever_in_it_the_decoder_is" {
  command = plan

  variables {
    package   = { path = "tests/heic/0.zip" }
    edge_path = "main.tf"
    heic      = true
  }
}

run "a_package_with_a_decoder_passes_one_byte_further" {
  command = plan

  variables {
    package   = { path = "tests/heic/1.zip" }
    edge_path = "main.tf"
    heic      = true
  }
}

run "a_package_with_a_decoder_passes_two_bytes_further" {
  command = plan

  variables {
    package   = { path = "tests/heic/2.zip" }
    edge_path = "main.tf"
    heic      = true
  }
}

run "a_package_in_s3_is_not_looked_into" {
  command = plan

  variables {
    package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
    edge_path = "main.tf"
    heic      = true
  }
}
