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

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://abc.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/E1", domain_name = "d1.cloudfront.net" }
  }
}

variables {
  name                = "gallery"
  bucket_arn          = "arn:aws:s3:::photos"
  variants_bucket_arn = "arn:aws:s3:::made"
  package_path        = "versions.tf" # Any file: nothing looks into it here.

  client = {
    url        = "https://images.example"
    presets    = { page = { width = 800, height = null, fit = "inside", enlarge = false, formats = ["webp"] } }
    transforms = null
    manifests  = true
    upload     = { bucket = "photos", prefix = "originals/", folders = [], bytes = 1000 }
  }
}

run "only_its_distribution_calls_the_function_and_nothing_is_cached" {
  assert {
    condition = jsonencode({
      for sid, permission in aws_lambda_permission.cloudfront : sid => [permission.action, permission.principal, permission.source_arn]
      }) == jsonencode({
      AllowCloudFrontFunction = ["lambda:InvokeFunction", "cloudfront.amazonaws.com", "arn:aws:cloudfront::123456789012:distribution/E1"]
      AllowCloudFrontUrl      = ["lambda:InvokeFunctionUrl", "cloudfront.amazonaws.com", "arn:aws:cloudfront::123456789012:distribution/E1"]
    })
    error_message = "Others may call it: ${jsonencode(aws_lambda_permission.cloudfront)}"
  }

  assert {
    condition = (
      one(aws_cloudfront_distribution.this.default_cache_behavior).cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      && one(aws_cloudfront_distribution.this.default_cache_behavior).viewer_protocol_policy == "redirect-to-https"
      && one(aws_cloudfront_distribution.this.origin).domain_name == "abc.lambda-url.eu-central-1.on.aws"
      && aws_cloudfront_origin_access_control.this.signing_behavior == "always"
    )
    error_message = "Answers are cached, or requests not signed."
  }

  assert {
    condition     = output.origin == "https://d1.cloudfront.net" && output.url == "https://d1.cloudfront.net/"
    error_message = "The address is ${output.url}."
  }
}

run "it_may_do_exactly_this" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.actions, statement.resources, statement.condition]
      }) == jsonencode({
      ReadSecret = [["ssm:GetParameter"], ["arn:aws:ssm:eu-central-1:123456789012:parameter/darkroom/gallery/playground"], null]
      ReadStack  = [["s3:GetObject"], ["arn:aws:s3:::made/playground/gallery.json"], null]
      ChangePhotosOfFolder = [
        ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/originals/playground/*"], null
      ]
      ListPhotosOfFolder = [
        ["s3:ListBucket", "s3:ListBucketVersions"], ["arn:aws:s3:::photos"],
        { StringLike = { "s3:prefix" = ["originals/playground/*"] } }
      ]
      ListVariantsOfFolder = [
        ["s3:ListBucket"], ["arn:aws:s3:::made"], { StringLike = { "s3:prefix" = ["variants/playground/*", "variants/_base32/e1m62ub7e9nnarj45*"] } }
      ]
    })
    error_message = "It may do something else: ${jsonencode(local.statements)}"
  }

  assert {
    condition     = output.expire_folders == { "playground/" = 1 } && output.parameter == "/darkroom/gallery/playground"
    error_message = "Photos expire as ${jsonencode(output.expire_folders)}, and the secret is ${output.parameter}."
  }
}

run "keys_are_used_only_through_their_services" {
  command = plan

  variables {
    secret             = { parameter = "/mine", kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/secret" }
    bucket_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/objects"
    originals_prefix   = "in/"
    folder             = "try/me/"
    client = {
      url        = "https://images.example"
      presets    = {}
      transforms = null
      manifests  = true
      upload     = { bucket = "photos", prefix = "in/", folders = ["try/"], bytes = 1000 }
    }
  }

  assert {
    condition = jsonencode({
      for statement in local.statements : statement.sid => [statement.resources, statement.condition] if startswith(statement.actions[0], "kms:")
      }) == jsonencode({
      DecryptSecret = [
        ["arn:aws:kms:eu-central-1:123456789012:key/secret"], { StringEquals = { "kms:ViaService" = ["ssm.eu-central-1.amazonaws.com"] } }
      ]
      UseObjectsKey = [
        ["arn:aws:kms:eu-central-1:123456789012:key/objects"], { StringEquals = { "kms:ViaService" = ["s3.eu-central-1.amazonaws.com"] } }
      ]
    })
    error_message = "Keys are used otherwise: ${jsonencode(local.statements)}"
  }
}

run "a_stack_without_manifests_is_refused" {
  command = plan

  variables {
    client = {
      url        = "https://images.example"
      presets    = {}
      transforms = null
      manifests  = false
      upload     = { bucket = "photos", prefix = "originals/", folders = [], bytes = 1000 }
    }
  }

  expect_failures = [aws_s3_object.stack]
}

run "a_stack_with_another_prefix_is_refused" {
  command = plan

  variables {
    originals_prefix = "in/"
  }

  expect_failures = [aws_s3_object.stack]
}

run "a_folder_that_is_none_of_the_stacks_is_refused" {
  command = plan

  variables {
    client = {
      url        = "https://images.example"
      presets    = {}
      transforms = null
      manifests  = true
      upload     = { bucket = "photos", prefix = "originals/", folders = ["try/"], bytes = 1000 }
    }
  }

  expect_failures = [aws_s3_object.stack]
}

run "an_alias_of_a_key_is_refused" {
  command = plan

  variables {
    secret = { kms_key_arn = "alias/mine" }
  }

  expect_failures = [var.secret]
}

run "what_is_not_one_folder_one_parameter_and_whole_days_is_refused" {
  command = plan

  variables {
    bucket_arn           = "photos"
    variants_bucket_arn  = "arn:aws:s3:::made/*"
    originals_prefix     = "originals"
    folder               = "playground"
    expire_days          = 0
    secret               = { parameter = "/aws/secret" }
    reserved_concurrency = 0
  }

  expect_failures = [
    var.bucket_arn, var.variants_bucket_arn, var.originals_prefix, var.folder, var.expire_days, var.secret, var.reserved_concurrency,
  ]
}
