# Carries a backfill of tens of millions of originals: a Distributed Map lists them, hands them in batches to the sweep function,
# which queues what is missing or out of date, and writes down what became of each batch.
data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

module "region" {
  source = "../region"
}

locals {
  # `darkroom backfill` finds it by this name.
  name = "${var.name}-backfill"

  states = join(":", [
    "arn", data.aws_partition.this.partition, "states", module.region.name, data.aws_caller_identity.this.account_id
  ])
  arn = "${local.states}:stateMachine:${local.name}"

  bucket_arn  = "arn:${data.aws_partition.this.partition}:s3:::${var.bucket_name}"
  results     = { bucket = coalesce(var.results.bucket_name, var.bucket_name), prefix = trimsuffix(var.results.prefix, "/") }
  results_arn = "arn:${data.aws_partition.this.partition}:s3:::${local.results.bucket}/${local.results.prefix}/*"

  definition = templatefile("${path.module}/definition.json.tftpl", {
    stack                     = var.name
    partition                 = data.aws_partition.this.partition
    bucket                    = var.bucket_name
    prefix                    = var.originals_prefix
    batch_size                = var.batch_size
    max_concurrency           = var.max_concurrency
    tolerated_failure_percent = var.tolerated_failure_percent
    function_arn              = var.sweep_function_arn
    results_bucket            = local.results.bucket
    results_prefix            = local.results.prefix
  })

  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
        # A Map run's children belong to a state machine below it.
        ArnLike = { "aws:SourceArn" = [local.arn, "${local.arn}/*"] }
      }
    }]
  })

  # AWS's minimum for a Distributed Map with a reader and a writer of S3:
  # https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "StartChildren", Effect = "Allow", Action = ["states:StartExecution"], Resource = [local.arn] },
      {
        Sid      = "FollowAndStopChildren"
        Effect   = "Allow"
        Action   = ["states:DescribeExecution", "states:StopExecution"]
        Resource = ["${local.states}:execution:${local.name}:*", "${local.states}:execution:${local.name}/*"]
      },
      { Sid = "InvokeSweep", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = [var.sweep_function_arn] },
      {
        Sid       = "ListOriginals"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [local.bucket_arn]
        Condition = var.originals_prefix == "" ? {} : { StringLike = { "s3:prefix" = ["${var.originals_prefix}*"] } }
      },
      {
        Sid      = "WriteResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"]
        Resource = [local.results_arn]
      },
    ]
  })
}

resource "aws_iam_role" "this" {
  name                 = local.name
  description          = "Execution role of the state machine that backfills ${var.name}."
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
  assume_role_policy   = local.trust_policy
}

resource "aws_iam_role_policy" "this" {
  name   = "backfill"
  role   = aws_iam_role.this.name
  policy = local.policy
}

resource "aws_sfn_state_machine" "this" {
  name       = local.name
  role_arn   = aws_iam_role.this.arn
  type       = "STANDARD"
  definition = local.definition
  tags       = var.tags

  # Step Functions checks the role when it is created.
  depends_on = [aws_iam_role_policy.this]
}
