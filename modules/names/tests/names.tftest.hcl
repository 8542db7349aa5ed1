variables {
  names = { queue = "darkroom-dev-process" }
  limit = 80
}

run "a_name_that_fits_stays_as_it_is" {
  command = plan

  variables {
    names = { short = "darkroom", exact = "a23456789-123456" }
    limit = 16
  }

  assert {
    condition     = output.names == { short = "darkroom", exact = "a23456789-123456" }
    error_message = "Names that fit must not change; got ${jsonencode(output.names)}."
  }
}

run "a_name_that_does_not_fit_is_cut_and_ends_in_a_hash" {
  command = plan

  variables {
    names = { queue = "a23456789-1234567" }
    limit = 16
  }

  assert {
    condition     = output.names.queue == "a234567-${substr(sha256("a23456789-1234567"), 0, 8)}"
    error_message = "Got ${output.names.queue}."
  }
}

run "long_names_that_differ_only_at_their_ends_stay_apart" {
  command = plan

  variables {
    names = {
      one = "a-very-long-name-of-a-stack-whose-team-likes-long-names-process"
      two = "a-very-long-name-of-a-stack-whose-team-likes-long-names-process-dead-letter"
    }
    limit = 32
  }

  assert {
    condition     = length(distinct(values(output.names))) == 2 && alltrue([for name in output.names : length(name) <= 32])
    error_message = "Got ${jsonencode(output.names)}."
  }
}

run "a_cut_leaves_no_double_hyphen" {
  command = plan

  variables {
    names = { bucket = "a23456-8901234567" }
    limit = 16
  }

  assert {
    condition     = !strcontains(output.names.bucket, "--")
    error_message = "Got ${output.names.bucket}."
  }
}

run "an_empty_name_is_refused" {
  command = plan

  variables {
    names = { queue = "" }
  }

  expect_failures = [var.names]
}

run "a_limit_that_leaves_no_room_beside_the_hash_is_refused" {
  command = plan

  variables {
    limit = 9
  }

  expect_failures = [var.limit]
}
