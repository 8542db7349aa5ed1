# The alarms, by their sections in docs/runbook.md. `off` contains section names, and the description of each alarm ends in a
# link to its section. An alarm monitors one metric, or an `expression` of several.
locals {
  # CloudWatch evaluates at most seven days.
  sweep_days = try(coalesce(var.thresholds.sweep_days, var.sweep_days), null)

  sections = {
    dead-letters = {
      means = join(" ", [
        "Messages failed every attempt. They stay in this queue for 14 days from when they were first sent. Look at one,",
        "fix the cause, then run: npx darkroom redrive --queue <this queue>.",
      ])
      alarms = {
        for use, name in var.dead_letter_queues : "dead-letters-${use}" => {
          namespace  = "AWS/SQS"
          metric     = "ApproximateNumberOfMessagesVisible"
          dimensions = { QueueName = name }
          statistic  = "Maximum"
          period     = 60
          periods    = 1
          threshold  = var.thresholds.dead_letters
        }
      }
    }

    queue-age = {
      means = join(" ", [
        "Uploads wait too long for their variants. Check whether process fails or is throttled. If it does neither,",
        "uploads arrive faster than they are processed: raise process.max_concurrency.",
      ])
      alarms = {
        queue-age = {
          namespace  = "AWS/SQS"
          metric     = "ApproximateAgeOfOldestMessage"
          dimensions = { QueueName = var.queues.process }
          statistic  = "Maximum"
          period     = 60
          periods    = 3
          threshold  = var.thresholds.queue_age_seconds
        }
      }
    }

    purge-backlog = {
      means = join(" ", [
        "Replaced or deleted images have not been invalidated in CloudFront, so viewers may see old images. Check purge's",
        "log: CloudFront throttles or refuses the invalidations, or purge does not run.",
      ])
      # SQS excludes a message from that metric after three receives, which is why PurgeAge covers changes that CloudFront
      # throttles (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
      alarms = merge(
        {
          for name in var.queues.purge[*] : "purge-backlog" => {
            namespace  = "AWS/SQS"
            metric     = "ApproximateAgeOfOldestMessage"
            dimensions = { QueueName = name }
            statistic  = "Maximum"
            period     = 60
            periods    = 3
            threshold  = var.thresholds.purge_age_seconds
          }
        },
        {
          for name in var.queues.purge[*] : "purge-postponed" => {
            namespace  = "Darkroom"
            metric     = "PurgeAge"
            dimensions = { stack = var.name }
            statistic  = "Maximum"
            period     = 60
            periods    = 3
            threshold  = var.thresholds.purge_age_seconds
          }
        },
      )
    }

    function-errors = {
      means = join(" ", [
        "The function crashed, ran out of time or memory, or failed to start. Its log gives the reason, and lists every",
        "problem of an invalid configuration.",
      ])
      alarms = {
        for use, function in var.functions : "errors-${use}" => {
          namespace  = "AWS/Lambda"
          metric     = "Errors"
          dimensions = { FunctionName = function.name }
          statistic  = "Sum"
          period     = 300
          periods    = 1
          threshold  = var.thresholds.function_errors
        }
      }
    }

    throttles = {
      means = join(" ", [
        "Lambda throttles the function: the account's concurrency is used up, or the function's own is too low. Messages",
        "wait in their queues, and viewers whose image must be rendered get an error.",
      ])
      alarms = {
        for use, function in var.functions : "throttles-${use}" => {
          namespace  = "AWS/Lambda"
          metric     = "Throttles"
          dimensions = { FunctionName = function.name }
          statistic  = "Sum"
          period     = 300
          periods    = 3
          threshold  = var.thresholds.throttles
        }
      }
    }

    # Not for sweep, which uses all of its time and continues in another invocation.
    slow-function = {
      means = join(" ", [
        "An invocation came close to the function's timeout, and the next one may be killed. Find the originals in its",
        "log, then give it more memory or a longer timeout.",
      ])
      alarms = {
        for use, function in var.functions : "slow-${use}" => {
          namespace  = "AWS/Lambda"
          metric     = "Duration"
          dimensions = { FunctionName = function.name }
          statistic  = "Maximum"
          period     = 300
          periods    = 1
          threshold  = function.timeout_seconds * 10 * var.thresholds.duration_percent
        } if use != "sweep"
      }
    }

    # With few originals any share is high, so it counts only from twenty on. SUM skips a metric without data, where + would
    # return no data: the alarm must also fire for an hour without a single accepted original.
    rejected-share = {
      means = join(" ", [
        "An unusually large share of originals is rejected. Check the codes: a client uploads files that can't be",
        "processed, or a limit is too low.",
      ])
      alarms = {
        rejected-share = {
          label      = "Rejected originals, in percent"
          expression = "IF(SUM([ready, rejected]) >= 20, 100 * rejected / SUM([ready, rejected]), 0)"
          namespace  = "Darkroom"
          metrics    = { ready = "Ready", rejected = "Rejected" }
          dimensions = { stack = var.name }
          statistic  = "Sum"
          period     = 3600
          periods    = 1
          threshold  = var.thresholds.rejected_percent
        }
      }
    }

    render-rate = {
      means = join(" ", [
        "Unusually many requests are for missing variants, and each costs an invocation. Check what is requested: a new",
        "page, a popular preset that is made on request, or a client that tries URLs.",
      ])
      alarms = {
        for use, function in var.functions : "render-rate" => {
          namespace  = "AWS/Lambda"
          metric     = "Invocations"
          dimensions = { FunctionName = function.name }
          statistic  = "Sum"
          period     = 300
          periods    = 1
          threshold  = var.thresholds.renders
        } if use == "render"
      }
    }

    sweep-repairs = {
      means = join(" ", [
        "A sweep found originals that events had missed, and queued them: they are being repaired. Find out where the",
        "events were lost: check the bucket's notification, the topic and the queue's policy.",
      ])
      alarms = {
        for use in keys(var.functions) : "sweep-repairs" => {
          namespace  = "Darkroom"
          metric     = "SweepRepairs"
          dimensions = { stack = var.name }
          statistic  = "Sum"
          period     = 300
          periods    = 1
          threshold  = var.thresholds.sweep_repairs
        } if use == "sweep"
      }
    }

    # Half of a budget, and all of it. An alarm of one day is evaluated every minute over the last 24 hours, and only one of more than
    # a day every hour (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html).
    spend = {
      means = join(" ", [
        "What the functions have done in the last 24 hours costs more than half of a budget, or all of it, by estimate. Find out",
        "what is requested or uploaded; npx darkroom render off stops rendering.",
      ])
      alarms = merge([
        for budget, usd in local.budgets : {
          for share, percent in { "-half" = 50, "" = 100 } : "spend-${budget}${share}" => {
            label                         = "Estimated USD in 24 hours"
            expression                    = local.spend_expressions[budget]
            metrics                       = { for id, metric in local.spend_metrics[budget] : id => metric }
            statistic                     = "Sum"
            period                        = 86400
            periods                       = 1
            threshold                     = usd * percent / 100
          }
        }
      ]...)
    }

    spend-guard = {
      means = join(" ", [
        "What should stop or resume rendering, as its budget is spent or not, has failed. Compare npx darkroom render status with",
        "the alarm ${var.name}-spend-render, and run npx darkroom render off or on.",
      ])
      alarms = {
        for guard in var.spend_guard[*] : "spend-guard" => {
          label      = "Failures of the spend guard"
          expression = "SUM([failed, expired, unstarted])"
          metrics = merge(
            {
              for id, metric in { failed = "ExecutionsFailed", expired = "ExecutionsTimedOut" } : id => {
                namespace                = "AWS/States"
                metric                   = metric
                dimensions               = { StateMachineArn = guard.state_machine_arn }
              }
            },
            {
              unstarted = { namespace = "AWS/Events", metric = "FailedInvocations", dimensions = { RuleName = guard.rule_name } }
            },
          )
          statistic = "Sum"
          period    = 300
          periods   = 1
          threshold = 0
        }
      }
    }

    # Without a completed sweep there is no data at all, so missing data is breaching.
    sweep-missed = {
      means = join(" ", [
        "No sweep has completed in this time, so anything that events missed stays unrepaired. Check the sweep's dead",
        "letters, its log, and whether its schedule is enabled; then start a sweep by hand.",
      ])
      alarms = {
        for use in keys(var.functions) : "sweep-missed" => {
          namespace  = "Darkroom"
          metric     = "SweepFinished"
          dimensions = { stack = var.name }
          statistic  = "Sum"
          period     = 86400
          periods    = local.sweep_days
          threshold  = 1
          comparison = "LessThanThreshold"
          missing    = "breaching"
        } if use == "sweep" && local.sweep_days != null
      }
    }
  }

  alarms = merge([
    for section, entry in local.sections : { for name, alarm in entry.alarms : name => merge(alarm, { section = section }) }
  ]...)
}
