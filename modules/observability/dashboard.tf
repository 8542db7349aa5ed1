module "region" {
  source = "../region"
}

locals {
  region = module.region.name

  # What arrived, and what could not be delivered.
  uploads = try(var.dashboard.uploads, { namespace = "AWS/SNS", dimension = "TopicName", value = "" })
  uploads_metrics = (
    local.uploads.namespace == "AWS/Events"
    ? ["MatchedEvents", "FailedInvocations"]
    : ["NumberOfMessagesPublished", "NumberOfNotificationsFailed"]
  )

  # The stages of the pipeline in order, from upload to CDN request: a widget is a title and its metrics.
  widgets = concat(
    [
      { title = "1 Uploads: events from S3", region = local.region, stat = "Sum", metrics = [
        for metric in local.uploads_metrics : [local.uploads.namespace, metric, local.uploads.dimension, local.uploads.value]
      ] },
      { title = "2 Queue: messages, and age of the oldest in seconds", region = local.region, stat = "Maximum", metrics = [
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.queues.process],
        ["AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", var.queues.process],
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.queues.process],
      ] },
      { title = "3 Originals by outcome", region = local.region, stat = "Sum", metrics = [
        for metric in ["Ready", "Rejected", "Removed", "Unchanged", "Failed", "Degraded"] : ["Darkroom", metric, "stack", var.name]
      ] },
      { title = "4 Processing time per original, in milliseconds", region = local.region, stat = "p95", metrics = [
        ["Darkroom", "Duration", "stack", var.name],
      ] },
      { title = "5 Functions: invocations and errors", region = local.region, stat = "Sum", metrics = concat([
        for use, function in var.functions : [
          for metric in ["Invocations", "Errors", "Throttles"] : ["AWS/Lambda", metric, "FunctionName", function.name]
        ]
      ]...) },
      { title = "6 Dead letters", region = local.region, stat = "Maximum", metrics = [
        for name in values(var.dead_letter_queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name]
      ] },
      { title = "7 Sweep: originals checked, missed by events, outdated", region = local.region, stat = "Sum", metrics = [
        for metric in ["SweepLooked", "SweepQueued", "SweepRepairs", "SweepOutdated", "SweepFinished"] :
        ["Darkroom", metric, "stack", var.name]
      ] },
      { title = "8 Purge: changes, and invalidated paths", region = local.region, stat = "Sum", metrics = [
        for metric in ["PurgeChanges", "PurgePaths", "PurgePostponed"] : ["Darkroom", metric, "stack", var.name]
      ] },
    ],
    [
      for id in [try(var.dashboard.distribution_id, null)] :
      { title = "9 CDN: requests, and errors in percent", region = "us-east-1", stat = "Average", metrics = [
        for metric, stat in { Requests = "Sum", "4xxErrorRate" = "Average", "5xxErrorRate" = "Average" } :
        ["AWS/CloudFront", metric, "Region", "Global", "DistributionId", id, { stat = stat }]
      ] } if id != null
    ],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard == null ? 0 : 1

  # Dashboards are global in an account: with the region in its name, the same stack can exist in two regions.
  dashboard_name = "${var.name}-${local.region}"
  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type   = "metric"
      x      = index % 3 * 8
      y      = floor(index / 3) * 6
      width  = 8
      height = 6
      properties = {
        title   = widget.title
        region  = widget.region
        stat    = widget.stat
        period  = 300
        view    = "timeSeries"
        metrics = widget.metrics
      }
    }]
  })
}
