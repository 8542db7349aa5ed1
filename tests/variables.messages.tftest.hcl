# Only the variables are loaded here, without a provider: so many refusals take a second.

run "two_sources_of_upload_events_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    upload_events = { eventbridge = {}, existing_topic = { arn = "arn:aws:sns:eu-central-1:123456789012:uploads" } }
  }

  expect_failures = [var.upload_events]
}

run "a_topics_name_in_place_of_its_arn_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    upload_events = { existing_topic = { arn = "uploads" } }
  }

  expect_failures = [var.upload_events]
}

run "a_fifo_topic_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    upload_events = { existing_topic = { arn = "arn:aws:sns:eu-central-1:123456789012:uploads.fifo" } }
  }

  expect_failures = [var.upload_events]
}

run "a_buss_arn_in_place_of_its_name_is_refused_for_upload_events" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    upload_events = { eventbridge = { bus_name = "arn:aws:events:eu-central-1:123456789012:event-bus/media" } }
  }

  expect_failures = [var.upload_events]
}

run "a_buss_arn_in_place_of_its_name_is_refused_for_events" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    events = { eventbridge = { bus_name = "arn:aws:events:eu-central-1:123456789012:event-bus/media" } }
  }

  expect_failures = [var.events]
}

run "an_existing_bucket_is_not_told_of_eventbridge_here" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    bucket = { create = false, name = "photos", eventbridge = true }
  }

  expect_failures = [var.bucket]
}
