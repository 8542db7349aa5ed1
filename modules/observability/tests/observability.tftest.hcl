mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }
}

variables {
  release   = { version = "1.2.0" }
  name      = "darkroom"
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:on-call"
  queues    = { process = "darkroom-process", purge = "darkroom-purge" }
  dead_letter_queues = {
    process = "darkroom-process-dead-letter", subscription = "darkroom-subscription-dead-letter"
    purge   = "darkroom-purge-dead-letter", sweep = "darkroom-sweep-dead-letter"
  }
  functions = {
    process = { name = "darkroom-process", timeout_seconds = 60 }
    render  = { name = "darkroom-render", timeout_seconds = 30 }
    purge   = { name = "darkroom-purge", timeout_seconds = 15 }
    sweep   = { name = "darkroom-sweep", timeout_seconds = 300 }
  }
  spend_guard = {
    state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:gallery-spend-guard"
    rule_name         = "gallery-spend-guard"
  }

  spend = {
    render_usd_per_day = 4, total_usd_per_day = 10, region = "eu-central-1", architecture = "arm64", variants = 9
    memory_mb          = { process = 1024, render = 2048, sweep = 512 }
  }
  dashboard = { uploads = { namespace = "AWS/SNS", dimension = "TopicName", value = "darkroom-uploads" }, distribution_id = "E123" }
}

# Applied, though it makes nothing: OpenTofu knows the outputs of no plan.
run "defaults" {
  module {
    source = "../../tests/variables"
  }

  variables {
    observability = {}
  }
}

run "a_whole_stack_has_an_alarm_for_everything_that_can_go_wrong" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition     = alltrue([for section in values(local.sections) : length(section.alarms) > 0])
    error_message = "A section has none: ${join(", ", [for name, section in local.sections : name if length(section.alarms) == 0])}."
  }

  assert {
    condition = length(setsubtract(flatten([
      [for use in keys(var.dead_letter_queues) : "dead-letters-${use}"],
      [for use in keys(var.functions) : ["errors-${use}", "throttles-${use}"]],
    ]), keys(output.alarm_arns))) == 0
    error_message = "A queue or a function has none: ${join(", ", keys(output.alarm_arns))}."
  }

  assert {
    condition     = length(output.alarm_arns) == sum([for section in values(local.sections) : length(section.alarms)])
    error_message = "Two alarms have one name: ${jsonencode({ for name, section in local.sections : name => keys(section.alarms) })}."
  }
}

run "an_alarm_watches_only_metrics_that_aws_documents_or_that_darkroom_emits" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = length(setsubtract(
      concat(
        [
          for alarm in aws_cloudwatch_metric_alarm.this : "${alarm.namespace} ${alarm.metric_name} by ${join(", ", keys(alarm.dimensions))}"
          if alarm.metric_name != null
        ],
        flatten([for alarm in aws_cloudwatch_metric_alarm.this : [for query in alarm.metric_query : [
          for metric in query.metric : "${metric.namespace} ${metric.metric_name} by ${join(", ", keys(metric.dimensions))}"
        ]]]),
      ),
      flatten([for family in flatten(values(jsondecode(file("tests/metrics.json")))) : [
        for metric in family.metrics : "${family.namespace} ${metric} by ${join(", ", family.dimensions)}"
      ]]),
    )) == 0
    error_message = "Nobody emits one of: ${jsonencode(local.alarms)}."
  }
}

run "the_dashboard_shows_only_metrics_that_aws_documents_or_that_darkroom_emits" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = length(setsubtract(
      flatten([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : [
        for metric in widget.properties.metrics : "${metric[0]} ${metric[1]} by ${join(", ", sort(length(metric) >= 6 ? [metric[2], metric[4]] : [metric[2]]))}"
      ]]),
      flatten([for family in flatten(values(jsondecode(file("tests/metrics.json")))) : [
        for metric in family.metrics : "${family.namespace} ${metric} by ${join(", ", family.dimensions)}"
      ]]),
    )) == 0
    error_message = "Nobody emits one of: ${aws_cloudwatch_dashboard.this[0].dashboard_body}."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 9
    error_message = "A step from upload to hit is missing."
  }
}

run "every_alarm_tells_the_callers_topic_when_it_rings_and_when_it_stops" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = alltrue([
      for alarm in values(aws_cloudwatch_metric_alarm.this) :
      alarm.alarm_actions == toset([var.topic_arn]) && alarm.ok_actions == toset([var.topic_arn])
    ])
    error_message = "An alarm rings unheard."
  }
}

run "every_alarm_says_what_to_do_and_links_to_its_section_of_the_runbook" {
  command = plan

  variables {
    thresholds  = run.defaults.thresholds
    runbook_url = "https://wiki.example.com/runbook"
  }

  assert {
    condition = alltrue([
      for alarm in values(aws_cloudwatch_metric_alarm.this) :
      can(regex("^.{80,} https://wiki.example.com/runbook#[a-z-]+$", alarm.alarm_description)) && length(alarm.alarm_description) <= 1024
    ])
    error_message = "The descriptions are ${jsonencode(local.descriptions)}."
  }
}

run "alarms_link_to_the_runbook_of_the_released_version" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
    release    = { repository = "https://github.com/example/terraform-aws-darkroom", version = "1.2.0" }
  }

  assert {
    condition = alltrue([
      for name, alarm in aws_cloudwatch_metric_alarm.this : endswith(
        alarm.alarm_description,
        " https://github.com/example/terraform-aws-darkroom/blob/v1.2.0/docs/runbook.md#${local.alarms[name].section}"
      )
    ])
    error_message = "The descriptions are ${jsonencode(local.descriptions)}."
  }
}

run "alarms_of_a_version_that_was_not_released_name_the_page" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition     = alltrue([for description in values(local.descriptions) : can(regex(" docs/runbook.md#[a-z-]+$", description))])
    error_message = "The descriptions are ${jsonencode(local.descriptions)}."
  }
}

run "one_dead_letter_rings_and_none_does_not" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["dead-letters-process"].threshold == 0
      && aws_cloudwatch_metric_alarm.this["dead-letters-process"].comparison_operator == "GreaterThanThreshold"
      && aws_cloudwatch_metric_alarm.this["dead-letters-process"].treat_missing_data == "notBreaching"
    )
    error_message = "It rings above ${aws_cloudwatch_metric_alarm.this["dead-letters-process"].threshold}."
  }
}

run "two_days_without_a_finished_sweep_ring_though_nobody_says_a_word" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["sweep-missed"].metric_name == "SweepFinished"
      && aws_cloudwatch_metric_alarm.this["sweep-missed"].period * aws_cloudwatch_metric_alarm.this["sweep-missed"].evaluation_periods == 2 * 86400
      && aws_cloudwatch_metric_alarm.this["sweep-missed"].comparison_operator == "LessThanThreshold"
      && aws_cloudwatch_metric_alarm.this["sweep-missed"].threshold == 1
      && aws_cloudwatch_metric_alarm.this["sweep-missed"].treat_missing_data == "breaching"
    )
    error_message = "It rings ${aws_cloudwatch_metric_alarm.this["sweep-missed"].comparison_operator} ${aws_cloudwatch_metric_alarm.this["sweep-missed"].threshold} of ${aws_cloudwatch_metric_alarm.this["sweep-missed"].metric_name}."
  }
}

run "the_dashboard_of_one_stack_in_two_regions_has_two_names" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition     = output.dashboard_name == "darkroom-eu-central-1"
    error_message = "Both would be called ${jsonencode(output.dashboard_name)}."
  }
}

run "a_function_is_slow_at_a_share_of_its_own_timeout_in_milliseconds" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["slow-process"].threshold == 48000 && aws_cloudwatch_metric_alarm.this["slow-render"].threshold == 24000
    error_message = "80 % of 60 and 30 seconds are not ${aws_cloudwatch_metric_alarm.this["slow-process"].threshold} and ${aws_cloudwatch_metric_alarm.this["slow-render"].threshold} ms."
  }
}

run "an_alarm_that_nobody_wants_is_off_and_no_other" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
    off        = ["render-rate", "rejected-share", "slow-function"]
  }

  assert {
    condition = setsubtract(keys(local.alarms), keys(output.alarm_arns)) == toset([
      "rejected-share", "render-rate", "slow-process", "slow-purge", "slow-render"
    ])
    error_message = "The alarms are ${join(", ", keys(output.alarm_arns))}."
  }
}

run "a_stack_without_cdn_and_sweep_has_alarms_for_what_there_is" {
  command = plan

  variables {
    thresholds         = run.defaults.thresholds
    queues             = { process = "darkroom-process" }
    dead_letter_queues = { process = "darkroom-process-dead-letter", subscription = "darkroom-subscription-dead-letter" }
    functions          = { process = { name = "darkroom-process", timeout_seconds = 60 } }
    dashboard          = { uploads = { namespace = "AWS/SNS", dimension = "TopicName", value = "darkroom-uploads" } }
    topic_arn          = null
  }

  assert {
    condition     = length([for name in keys(output.alarm_arns) : name if can(regex("purge|render|sweep", name))]) == 0
    error_message = "An alarm watches what is not there: ${join(", ", keys(output.alarm_arns))}."
  }

  assert {
    condition     = length(setsubtract(["dead-letters-process", "errors-process", "queue-age"], keys(output.alarm_arns))) == 0
    error_message = "The alarms are ${join(", ", keys(output.alarm_arns))}."
  }
}

run "the_dashboard_is_optional" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
    dashboard  = null
  }

  assert {
    condition     = output.dashboard_name == null
    error_message = "There is one: ${jsonencode(output.dashboard_name)}."
  }
}

run "each_budget_has_an_alarm_at_half_of_it_and_at_all_of_it_over_24_hours" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
  }

  assert {
    condition = { for name, alarm in local.sections.spend.alarms : name => alarm.threshold } == {
      spend-render = 4, spend-render-half = 2, spend-total = 10, spend-total-half = 5
    }
    error_message = "They are ${jsonencode({ for name, alarm in local.sections.spend.alarms : name => alarm.threshold })}."
  }

  # Of a period of more than a day, or several periods, CloudWatch would look once an hour only.
  assert {
    condition = alltrue(flatten([for name in keys(local.sections.spend.alarms) : [
      for query in aws_cloudwatch_metric_alarm.this[name].metric_query : [for metric in query.metric : metric.period == 86400]
    ]])) && alltrue([for name in keys(local.sections.spend.alarms) : aws_cloudwatch_metric_alarm.this[name].evaluation_periods == 1])
    error_message = "They look at another time."
  }

  assert {
    condition     = alltrue([for name in keys(local.sections.spend.alarms) : aws_cloudwatch_metric_alarm.this[name].treat_missing_data == "notBreaching"])
    error_message = "They ring when nothing happens."
  }

  assert {
    condition     = length(local.spend_metrics.total) <= 10
    error_message = "CloudWatch allows ten metrics in an alarm, but there are ${length(local.spend_metrics.total)}."
  }

  # Of eu-central-1: 2 GB-ms at 0.0000133334 USD per GB-second.
  assert {
    condition     = strcontains(local.spend_expressions.render, "render_milliseconds * 0.00000002666680")
    error_message = "Render costs ${local.spend_expressions.render}."
  }

  assert {
    condition = abs(
      local.spend_metrics.total.made.usd - local.unit_prices.regions["eu-central-1"].photo - 9 * 0.0054 / 1000
    ) < 0.0000000001
    error_message = "An upload costs ${local.spend_metrics.total.made.usd}."
  }
}

run "a_region_without_prices_of_its_own_costs_as_much_as_the_reference" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
    spend = {
      total_usd_per_day = 10, region = "mars-north-1", architecture = "x86_64", variants = 9, memory_mb = { process = 1024 }
    }
  }

  assert {
    condition     = local.prices == local.unit_prices.regions["us-east-1"] && keys(local.sections.spend.alarms) == ["spend-total", "spend-total-half"]
    error_message = "It has ${jsonencode(keys(local.sections.spend.alarms))} at ${jsonencode(local.prices)}."
  }
}

run "without_budgets_no_alarm_watches_what_is_spent" {
  command = plan

  variables {
    thresholds = run.defaults.thresholds
    spend      = null
  }

  assert {
    condition     = length(local.sections.spend.alarms) == 0
    error_message = "There is ${jsonencode(keys(local.sections.spend.alarms))}."
  }
}
