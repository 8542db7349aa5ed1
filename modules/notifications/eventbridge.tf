# S3's events by EventBridge, instead of a topic.
module "rule_names" {
  source = "../names"

  names = { uploads = "${var.name}-uploads" }
  limit = 64
}

locals {
  bus_name = try(var.upload_events.eventbridge.bus_name, "default")

  # The rule's ARN contains the bus, except for the default one.
  rule_arn = join(":", [
    "arn", data.aws_partition.this.partition, "events", module.region.name, data.aws_caller_identity.this.account_id,
    join("/", concat(["rule"], local.bus_name == "default" ? [] : [local.bus_name], [module.rule_names.names.uploads]))
  ])
}

resource "aws_cloudwatch_event_rule" "uploads" {
  count = local.from_eventbridge ? 1 : 0

  name           = module.rule_names.names.uploads
  description    = "Sends the events of originals in ${var.bucket.name} to the process queue of ${var.name}."
  event_bus_name = local.bus_name
  tags           = var.tags

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created", "Object Deleted", "Object Restore Completed"]
    detail = merge(
      { bucket = { name = [var.bucket.name] } },
      # Unlike in S3's own notifications, keys are not encoded.
      contains(var.originals, "") ? null : { object = { key = [for prefix in var.originals : { prefix = prefix }] } },
    )
  })
}

resource "aws_cloudwatch_event_target" "process" {
  count = local.from_eventbridge ? 1 : 0

  rule           = aws_cloudwatch_event_rule.uploads[0].name
  event_bus_name = local.bus_name
  target_id      = "process"
  arn            = var.process_queue_arn

  # What cannot be delivered within a day, or at once if the queue refuses it.
  dead_letter_config {
    arn = aws_sqs_queue.subscription_dead_letter.arn
  }
}
