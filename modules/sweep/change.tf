# The sweep after a change of what variants are made by. A one-time schedule of Scheduler sends its message: Scheduler retries,
# and keeps what it could not deliver in the dead-letter queue, so an apply need not wait and nobody needs the right to invoke.
locals {
  # Every update of a schedule whose time is past would be refused, so whatever may change is part of the name: then the schedule
  # is replaced, and its time is computed anew.
  change = var.change == null ? null : {
    input = jsonencode({ sweep = "start", change = substr(var.change.digest, 0, 16) })
  }
}

module "change_name" {
  source = "../names"
  count  = var.change == null ? 0 : 1

  names = { schedule = "${var.stack.name}-sweep-${substr(sha256(join("\n", [local.change.input, module.queue.name])), 0, 16)}" }
  limit = 64
}

resource "aws_scheduler_schedule" "change" {
  count = var.change == null ? 0 : 1

  name        = module.change_name[0].names.schedule
  description = "Starts the sweep after the last change of what the variants of ${var.stack.name} are made by."

  # By then no function runs any more that has still the former configuration: one that finished after the sweep had passed would
  # leave its original as it was.
  schedule_expression = "at(${formatdate("YYYY-MM-DD'T'hh:mm:ss", timeadd(timestamp(), "${var.change.delay_seconds}s"))})"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = module.queue.arn
    role_arn = var.stack.schedule_role == null ? one(aws_iam_role.schedule[*].arn) : var.stack.schedule_role.arn
    input    = local.change.input

    # Scheduler's most: there is no next one.
    retry_policy {
      maximum_event_age_in_seconds = 86400
      maximum_retry_attempts       = 185
    }

    dead_letter_config {
      arn = module.queue.dead_letter_arn
    }
  }

  lifecycle {
    # The time is that of the schedule's creation: nothing changes until the schedule is replaced.
    ignore_changes = [schedule_expression]
  }

  # The functions get their new configuration first.
  depends_on = [aws_iam_role_policy.schedule, var.change]
}
