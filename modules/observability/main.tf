locals {
  # Sections of the runbook, and what an alarm says. The link is added to each.
  words = {
    dead-letters    = "Messages failed every try and are kept here for 14 days from when they were first sent. Nothing is lost. Read one, mend the cause, then run: npm run redrive -- --queue <this queue>."
    queue-age       = "Uploads wait longer than they should for their variants. Look whether process fails, is throttled, or simply has more to do than its concurrency can: then raise process.max_concurrency."
    function-errors = "The function crashed, ran out of time or memory, or does not start. Its log says which: a configuration that is refused is listed there line by line."
    throttles       = "Lambda refuses to run the function: the account's concurrency is used up, or its own is set too low. Messages wait meanwhile, and viewers of render get an error."
    slow-function   = "An invocation came close to the function's timeout. The next one may be killed in the middle. Look at the originals in its log, then give it more memory or time."
    rejected-share  = "Unusually many originals are rejected. Look at the codes: somebody uploads what can not work, or a limit is set too low."
    render-rate     = "Unusually many variants are asked for that are not there, and each costs an invocation. Look at what is asked for: a new page, a preset made on request that is popular, or somebody trying URLs."
    purge-backlog   = "Changes wait longer than they should for CloudFront to forget what they replaced, so viewers may see old pictures. Look at purge's log: CloudFront is busy, or refuses."
    sweep-missed    = "No sweep got to its end in all this time, so what events missed stays unrepaired. Look at the sweep's dead letters and log, and whether its schedule is on: then start one by hand."
    sweep-repairs   = "A sweep found originals that no event had led to, and queued them: they are being repaired. Find out who lost the events: the bucket's notification, the topic, the queue's policy."
  }

  alarms = merge(
    { for use, name in var.dead_letter_queues : "dead-letters-${use}" => {
      section    = "dead-letters"
      namespace  = "AWS/SQS"
      metric     = "ApproximateNumberOfMessagesVisible"
      dimensions = { QueueName = name }
      statistic  = "Maximum"
      period     = 60
      periods    = 1
      threshold  = var.thresholds.dead_letters
    } },
    { queue-age = {
      section    = "queue-age"
      namespace  = "AWS/SQS"
      metric     = "ApproximateAgeOfOldestMessage"
      dimensions = { QueueName = var.queues.process }
      statistic  = "Maximum"
      period     = 60
      periods    = 3
      threshold  = var.thresholds.queue_age_seconds
    } },
    var.queues.purge == null ? {} : { purge-backlog = {
      section    = "purge-backlog"
      namespace  = "AWS/SQS"
      metric     = "ApproximateAgeOfOldestMessage"
      dimensions = { QueueName = var.queues.purge }
      statistic  = "Maximum"
      period     = 60
      periods    = 3
      threshold  = var.thresholds.purge_age_seconds
    } },
    # SQS leaves a message out of that age once it was received three times, as those are that CloudFront is too busy for
    # (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
    var.queues.purge == null ? {} : { purge-postponed = {
      section    = "purge-backlog"
      namespace  = "Darkroom"
      metric     = "PurgeAge"
      dimensions = { stack = var.name }
      statistic  = "Maximum"
      period     = 60
      periods    = 3
      threshold  = var.thresholds.purge_age_seconds
    } },
    { for use, function in var.functions : "errors-${use}" => {
      section    = "function-errors"
      namespace  = "AWS/Lambda"
      metric     = "Errors"
      dimensions = { FunctionName = function.name }
      statistic  = "Sum"
      period     = 300
      periods    = 1
      threshold  = var.thresholds.function_errors
    } },
    { for use, function in var.functions : "throttles-${use}" => {
      section    = "throttles"
      namespace  = "AWS/Lambda"
      metric     = "Throttles"
      dimensions = { FunctionName = function.name }
      statistic  = "Sum"
      period     = 300
      periods    = 3
      threshold  = var.thresholds.throttles
    } },
    # A sweep uses all of its time and then goes on in another invocation.
    { for use, function in var.functions : "slow-${use}" => {
      section    = "slow-function"
      namespace  = "AWS/Lambda"
      metric     = "Duration"
      dimensions = { FunctionName = function.name }
      statistic  = "Maximum"
      period     = 300
      periods    = 1
      threshold  = function.timeout_seconds * 10 * var.thresholds.duration_percent
    } if use != "sweep" },
    { for use, function in var.functions : "render-rate" => {
      section    = "render-rate"
      namespace  = "AWS/Lambda"
      metric     = "Invocations"
      dimensions = { FunctionName = function.name }
      statistic  = "Sum"
      period     = 300
      periods    = 1
      threshold  = var.thresholds.renders
    } if use == "render" },
    { for use in keys(var.functions) : "sweep-repairs" => {
      section    = "sweep-repairs"
      namespace  = "Darkroom"
      metric     = "SweepRepairs"
      dimensions = { stack = var.name }
      statistic  = "Sum"
      period     = 300
      periods    = 1
      threshold  = var.thresholds.sweep_repairs
    } if use == "sweep" },
    # Nothing finished is no data at all, which is what this is about.
    { for use in keys(var.functions) : "sweep-missed" => {
      section    = "sweep-missed"
      namespace  = "Darkroom"
      metric     = "SweepFinished"
      dimensions = { stack = var.name }
      statistic  = "Sum"
      period     = 86400
      periods    = local.sweep_days
      threshold  = 1
      comparison = "LessThanThreshold"
      missing    = "breaching"
    } if use == "sweep" && local.sweep_days != null },
  )

  # CloudWatch looks back seven days at most.
  sweep_days = try(coalesce(var.thresholds.sweep_days, var.sweep_days), null)

  actions      = var.topic_arn == null ? [] : [var.topic_arn]
  descriptions = { for section, text in local.words : section => "${text} ${var.runbook_url}#${section}" }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for name, alarm in local.alarms : name => alarm if !contains(var.off, alarm.section) }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = local.descriptions[each.value.section]
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = each.value.periods
  comparison_operator = lookup(each.value, "comparison", "GreaterThanThreshold")
  threshold           = each.value.threshold
  treat_missing_data  = lookup(each.value, "missing", "notBreaching")
  alarm_actions       = local.actions
  ok_actions          = local.actions
  tags                = var.tags
}

# Of few originals any share is high, so a share counts only where there is something to take it of. SUM passes over a metric
# without data, where + would give none: hours in which nothing at all is good must ring too.
resource "aws_cloudwatch_metric_alarm" "rejected_share" {
  count = contains(var.off, "rejected-share") ? 0 : 1

  alarm_name          = "${var.name}-rejected-share"
  alarm_description   = local.descriptions["rejected-share"]
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.rejected_percent
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions
  tags                = var.tags

  metric_query {
    id          = "share"
    label       = "Rejected originals, in percent"
    expression  = "IF(SUM([ready, rejected]) >= 20, 100 * rejected / SUM([ready, rejected]), 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { ready = "Ready", rejected = "Rejected" }

    content {
      id = metric_query.key

      metric {
        namespace   = "Darkroom"
        metric_name = metric_query.value
        dimensions  = { stack = var.name }
        stat        = "Sum"
        period      = 3600
      }
    }
  }
}
