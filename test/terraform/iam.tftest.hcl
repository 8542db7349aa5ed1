mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws-cn", dns_suffix = "amazonaws.com.cn" }
  }

  mock_data "aws_region" {
    defaults = { id = "cn-north-1" }
  }

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }
}

variables {
  package          = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  bucket           = { name = "photos" }
  originals_prefix = "media/in/"

  # Other tests are about the CDN, and its viewer function may not be built.
  cdn = null
}

run "process_may_do_exactly_this" {
  command = plan

  assert {
    condition = { for statement in local.process_statements : statement.sid => [try(statement.effect, "Allow"), statement.actions, statement.resources] } == {
      NeverWriteOriginals = [
        "Deny",
        ["s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject"],
        ["arn:aws-cn:s3:::photos/media/in/*"],
      ]
      ReadOriginals = ["Allow", ["s3:GetObject"], ["arn:aws-cn:s3:::photos/media/in/*"]]
      KeepVariants = [
        "Allow",
        ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        ["arn:aws-cn:s3:::photos/variants/*", "arn:aws-cn:s3:::photos/manifests/*", "arn:aws-cn:s3:::photos/locks/*"],
      ]
      ListByPrefix   = ["Allow", ["s3:ListBucket"], ["arn:aws-cn:s3:::photos"]]
      LookAgainLater = ["Allow", ["sqs:SendMessage"], ["arn:aws-cn:sqs:cn-north-1:123456789012:darkroom-process"]]
      PublishEvents  = ["Allow", ["sns:Publish"], ["arn:aws-cn:sns:cn-north-1:123456789012:darkroom-events"]]
    }
    error_message = "process's rights changed: ${jsonencode(local.process_statements)}."
  }
}

run "process_lists_only_under_the_four_prefixes" {
  command = plan

  assert {
    condition = one([for statement in local.process_statements : statement.condition if statement.sid == "ListByPrefix"]) == {
      StringLike = { "s3:prefix" = ["locks/*", "manifests/*", "media/in/*", "variants/*"] }
    }
    error_message = "A listing without a prefix shows the whole bucket."
  }
}

run "a_key_is_used_only_through_the_service_that_encrypts" {
  command = plan

  variables {
    bucket   = { name = "photos", kms_key_arn = "arn:aws-cn:kms:cn-north-1:123456789012:key/objects" }
    messages = { kms_key_arn = "arn:aws-cn:kms:cn-north-1:123456789012:key/messages" }
  }

  assert {
    condition = jsonencode(concat(local.use_objects_key, local.use_messages_key)) == jsonencode([
      {
        sid       = "UseObjectsKey"
        actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources = ["arn:aws-cn:kms:cn-north-1:123456789012:key/objects"]
        condition = { StringEquals = { "kms:ViaService" = ["s3.cn-north-1.amazonaws.com.cn"] } }
      },
      {
        sid       = "UseMessagesKey"
        actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources = ["arn:aws-cn:kms:cn-north-1:123456789012:key/messages"]
        condition = { StringEquals = { "kms:ViaService" = ["sns.cn-north-1.amazonaws.com.cn", "sqs.cn-north-1.amazonaws.com.cn"] } }
      },
    ])
    error_message = "The keys' statements changed: ${jsonencode([local.use_objects_key, local.use_messages_key])}."
  }

  assert {
    condition     = length(setsubtract(["UseObjectsKey", "UseMessagesKey"], local.process_statements[*].sid)) == 0
    error_message = "process needs both keys."
  }

  assert {
    condition     = !contains(local.shared_statements[*].sid, "UseObjectsKey") && contains(local.render_statements[*].sid, "UseObjectsKey")
    error_message = "Who touches no object needs no key of theirs."
  }
}
