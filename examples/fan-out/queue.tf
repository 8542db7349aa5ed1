# The first form: topic → queue → function. The queue absorbs bursts, retries, and keeps what fails.
resource "aws_sns_topic_subscription" "ready" {
  topic_arn            = module.darkroom.events_topic_arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.ready.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ type = ["ready"] })
}

resource "aws_sqs_queue" "ready" {
  name = "gallery-chain-ready"
  # AWS's recommendation: six times the function's timeout.
  visibility_timeout_seconds = 60

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = module.darkroom.events_topic_arn } }
    }]
  })

  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 3 })
}

resource "aws_sqs_queue" "failed" {
  name                      = "gallery-chain-failed"
  message_retention_seconds = 14 * 86400
}

resource "aws_lambda_function" "from_queue" {
  function_name    = "gallery-chain-from-queue"
  role             = aws_iam_role.function.arn
  handler          = "index.fromQueue"
  runtime          = local.function.runtime
  filename         = local.function.filename
  source_code_hash = local.function.source_code_hash
  timeout          = 10
}

resource "aws_lambda_event_source_mapping" "ready" {
  event_source_arn        = aws_sqs_queue.ready.arn
  function_name           = aws_lambda_function.from_queue.arn
  function_response_types = ["ReportBatchItemFailures"]

  depends_on = [aws_iam_role_policy.function]
}
