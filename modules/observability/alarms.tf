# The alarms, by their sections in docs/runbook.md. `off` takes a section's name, and the description of its alarms ends in a
# link to it. An alarm watches one metric, or an `expression` of several.
locals {
  # CloudWatch looks back seven days at most.
  sweep_days = try(coalesce(var.thresholds.sweep_days, var.sweep_days), null)

  sections = {
    dead-letters = {
      means = join(" ", [
        "Messages failed every try and are kept here for 14 days from when they were first sent. Nothing is lost. Read",
        "one, mend the cause, then run: npm run redrive -- --queue <this queue>.",
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
        "Uploads wait longer than they should for their variants. Look whether process fails, is throttled, or simply has",
        "more to do than its concurrency can: then raise process.max_concurrency.",
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
        "Changes wait longer than they should for CloudFront to forget what they replaced, so viewers may see old",
        "pictures. Look at purge's log: CloudFront is busy, or refuses.",
      ])
      # SQS leaves a message out of that age once it was received three times, as those are that CloudFront is too busy for
      # (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
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
        "The function crashed, ran out of time or memory, or does not start. Its log says which: a configuration that is",
        "refused is listed there line by line.",
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
        "Lambda refuses to run the function: the account's concurrency is used up, or its own is set too low. Messages",
        "wait meanwhile, and viewers of render get an error.",
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

    # A sweep uses all of its time and then goes on in another invocation.
    slow-function = {
      means = join(" ", [
        "An invocation came close to the function's timeout. The next one may be killed in the middle. Look at the",
        "originals in its log, then give it more memory or time.",
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

    # Of few originals any share is high, so a share counts only where there is something to take it of. SUM passes over a
    # metric without data, where + would give none: hours in which nothing at all is good must ring too.
    rejected-share = {
      means = join(" ", [
        "Unusually many originals are rejected. Look at the codes: somebody uploads what can not work, or a limit is set",
        "too low.",
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
        "Unusually many variants are asked for that are not there, and each costs an invocation. Look at what is asked",
        "for: a new page, a preset made on request that is popular, or somebody trying URLs.",
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
        "A sweep found originals that no event had led to, and queued them: they are being repaired. Find out who lost",
        "the events: the bucket's notification, the topic, the queue's policy.",
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

    # Nothing finished is no data at all, which is what this is about.
    sweep-missed = {
      means = join(" ", [
        "No sweep got to its end in all this time, so what events missed stays unrepaired. Look at the sweep's dead",
        "letters and log, and whether its schedule is on: then start one by hand.",
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
