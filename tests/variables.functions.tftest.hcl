# Only the variables are loaded here, without a provider: so a hundred refusals take a second.
run "a_vpc_without_subnets_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { vpc = { subnet_ids = [], security_group_ids = ["sg-a"] } }
  }

  expect_failures = [var.functions]
}

run "a_vpc_for_an_unknown_function_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { vpc = { subnet_ids = ["a"], security_group_ids = ["b"], functions = ["proces"] } }
  }

  expect_failures = [var.functions]
}

run "a_layer_without_a_version_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { layers = ["arn:aws:lambda:eu-central-1:123456789012:layer:agent"] }
  }

  expect_failures = [var.functions]
}

run "more_layers_than_lambda_has_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { layers = [
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:1",
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:2",
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:3",
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:4",
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:5",
      "arn:aws:lambda:eu-central-1:123456789012:layer:agent:6",
    ] }
  }

  expect_failures = [var.functions]
}

run "our_configuration_is_no_additional_variable" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { environment = { DARKROOM_CONFIG = "{}" } }
  }

  expect_failures = [var.functions]
}

run "the_log_level_is_no_additional_variable" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { environment = { POWERTOOLS_LOG_LEVEL = "DEBUG" } }
  }

  expect_failures = [var.functions]
}

run "what_lambda_reserves_is_no_additional_variable" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { environment = { AWS_REGION = "eu-central-1" } }
  }

  expect_failures = [var.functions]
}

run "a_name_that_is_no_variables_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { environment = { "a-b" = "c" } }
  }

  expect_failures = [var.functions]
}

run "less_storage_than_lambda_has_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { ephemeral_storage_mb = 511 }
  }

  expect_failures = [var.functions]
}

run "a_code_signing_configuration_by_its_id_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    functions = { code_signing_config_arn = "csc-0123456789abcdef0" }
  }

  expect_failures = [var.functions]
}

run "a_role_path_without_a_slash_at_its_end_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    roles = { path = "/teams" }
  }

  expect_failures = [var.roles]
}

run "a_role_prefix_with_a_slash_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    roles = { name_prefix = "teams/" }
  }

  expect_failures = [var.roles]
}

run "a_role_by_its_name_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    roles = { existing = { render = { arn = "render" } } }
  }

  expect_failures = [var.roles]
}

run "an_unknown_log_class_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs = { class = "DELIVERY" }
  }

  expect_failures = [var.logs]
}

run "a_log_group_prefix_without_slashes_is_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs = { group_prefix = "photos-" }
  }

  expect_failures = [var.logs]
}

run "alarms_on_logs_without_metrics_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    logs          = { class = "INFREQUENT_ACCESS" }
    observability = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:alarms" }
  }

  expect_failures = [var.logs]
}

run "more_environments_ready_than_reserved_are_refused" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    render = { reserved_concurrency = 2, provisioned_concurrency = 3 }
  }

  expect_failures = [var.render]
}
