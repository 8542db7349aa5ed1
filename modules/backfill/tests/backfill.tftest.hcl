mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mocked" }
  }
}

variables {
  name               = "gallery"
  sweep_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:gallery-sweep"
  bucket_name        = "photos"
}

run "it_lists_originals_and_hands_them_to_sweep_in_batches_as_many_at_a_time_as_allowed" {
  command = plan

  variables {
    max_concurrency           = 12
    batch_size                = 50
    tolerated_failure_percent = 2.5
  }

  assert {
    condition = (
      jsondecode(local.definition).States.Originals.ItemReader.Parameters == { Bucket = "photos", Prefix = "originals/" }
      && jsondecode(local.definition).States.Originals.ItemBatcher.MaxItemsPerBatch == 50
      && jsondecode(local.definition).States.Originals.MaxConcurrency == 12
      && jsondecode(local.definition).States.Originals.ToleratedFailurePercentage == 2.5
    )
    error_message = "The definition is ${local.definition}."
  }

  assert {
    condition = (
      jsondecode(local.definition).States.Originals.ItemProcessor.States.Queue.Parameters.FunctionName == var.sweep_function_arn
      && jsondecode(local.definition).States.Originals.ItemProcessor.States.Queue.Parameters.Payload.backfill.concurrency == 12
    )
    error_message = "The definition is ${local.definition}."
  }
}

run "its_role_may_list_originals_invoke_sweep_and_write_results_and_nothing_else" {
  command = plan

  variables {
    results = { bucket_name = "reports", prefix = "runs/" }
  }

  assert {
    condition = { for statement in jsondecode(local.policy).Statement : statement.Sid => [statement.Action, statement.Resource] } == {
      StartChildren = [["states:StartExecution"], ["arn:aws:states:eu-central-1:123456789012:stateMachine:gallery-backfill"]]
      FollowAndStopChildren = [["states:DescribeExecution", "states:StopExecution"], [
        "arn:aws:states:eu-central-1:123456789012:execution:gallery-backfill:*",
        "arn:aws:states:eu-central-1:123456789012:execution:gallery-backfill/*",
      ]]
      InvokeSweep   = [["lambda:InvokeFunction"], ["arn:aws:lambda:eu-central-1:123456789012:function:gallery-sweep"]]
      ListOriginals = [["s3:ListBucket"], ["arn:aws:s3:::photos"]]
      WriteResults = [
        ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
        ["arn:aws:s3:::reports/runs/*"],
      ]
    }
    error_message = "The policy is ${local.policy}."
  }

  assert {
    condition = [
      for statement in jsondecode(local.policy).Statement : statement.Condition.StringLike["s3:prefix"] if statement.Sid == "ListOriginals"
    ] == [["originals/*"]]
    error_message = "The policy is ${local.policy}."
  }
}

run "a_name_that_is_too_long_for_a_role_is_refused" {
  command = plan

  variables {
    name = "a-name-of-fifty-six-characters-is-one-more-than-is-allowed"
  }

  expect_failures = [var.name]
}

run "no_batches_at_all_are_refused" {
  command = plan

  variables {
    batch_size                = 9
    max_concurrency           = 0
    tolerated_failure_percent = 101
  }

  expect_failures = [var.batch_size, var.max_concurrency, var.tolerated_failure_percent]
}

run "results_at_the_top_of_the_bucket_are_refused" {
  command = plan

  variables {
    results = { prefix = "/" }
  }

  expect_failures = [var.results]
}

run "results_among_the_originals_are_refused" {
  command = plan

  variables {
    originals_prefix = ""
  }

  expect_failures = [var.results]
}
