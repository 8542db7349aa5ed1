mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws-cn", dns_suffix = "amazonaws.com.cn" }
  }

  mock_data "aws_region" {
    defaults = { endpoint = "ec2.cn-north-1.amazonaws.com.cn" }
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
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  bucket    = { name = "photos" }
  originals = { prefix = "media/in/" }

  # Other tests are about the CDN, and its viewer function may not be built.
  cdn = null
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
    condition     = !contains(local.shared_statements[*].sid, "UseObjectsKey") && contains(local.object_statements[*].sid, "UseObjectsKey")
    error_message = "Who touches no object needs no key of theirs."
  }
}

run "every_function_is_denied_writing_originals" {
  command = plan

  assert {
    condition = jsonencode(local.shared_statements) == jsonencode([{
      sid    = "DenyWritingOriginals"
      effect = "Deny"
      actions = [
        "s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject",
      ]
      resources = ["arn:aws-cn:s3:::photos/media/in/*"]
    }])
    error_message = "All roles hold ${jsonencode(local.shared_statements)}."
  }

  assert {
    condition     = jsonencode(local.stack.statements) == jsonencode(local.shared_statements)
    error_message = "The functions are given ${jsonencode(local.stack.statements)}."
  }
}
