locals {
  actions      = var.topic_arn == null ? [] : [var.topic_arn]
  descriptions = { for section, entry in local.sections : section => "${entry.means} ${local.runbook_url}#${section}" }

  runbook_of_release = "${coalesce(var.release.repository, ".")}/blob/v${var.release.version}/docs/runbook.md"
  runbook_url = coalesce(
    var.runbook_url, var.release.repository == null ? "docs/runbook.md" : local.runbook_of_release
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for name, alarm in local.alarms : name => alarm if !contains(var.off, alarm.section) }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = local.descriptions[each.value.section]
  evaluation_periods  = each.value.periods
  comparison_operator = lookup(each.value, "comparison", "GreaterThanThreshold")
  threshold           = each.value.threshold
  treat_missing_data  = lookup(each.value, "missing", "notBreaching")
  alarm_actions       = local.actions
  ok_actions          = local.actions
  tags                = var.tags

  namespace   = can(each.value.expression) ? null : each.value.namespace
  metric_name = can(each.value.expression) ? null : each.value.metric
  dimensions  = can(each.value.expression) ? null : each.value.dimensions
  statistic   = can(each.value.expression) ? null : each.value.statistic
  period      = can(each.value.expression) ? null : each.value.period

  dynamic "metric_query" {
    for_each = try([each.value.expression], [])

    content {
      id          = "result"
      label       = each.value.label
      expression  = metric_query.value
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = try(each.value.metrics, {})

    content {
      id = metric_query.key

      metric {
        namespace   = try(metric_query.value.namespace, each.value.namespace)
        metric_name = try(metric_query.value.metric, metric_query.value)
        dimensions  = try(metric_query.value.dimensions, each.value.dimensions)
        stat        = each.value.statistic
        period      = each.value.period
      }
    }
  }
}
