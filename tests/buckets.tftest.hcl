# Where originals and variants are kept: buckets that exist, folders of originals, and a bucket of variants.
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

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/MADE", domain_name = "made.cloudfront.net" }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://made.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:made" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
}

run "nothing_of_an_existing_bucket_is_changed" {
  command = plan

  variables {
    bucket = { create = false, name = "media.example.com" }
  }

  assert {
    condition = (
      length(module.bucket.lifecycle_rules) > 0 && output.bucket_name == "media.example.com"
      && output.bucket_arn == "arn:aws:s3:::media.example.com"
      && output.bucket_regional_domain_name == "media.example.com.s3.eu-central-1.amazonaws.com"
    )
    error_message = "The bucket is ${output.bucket_name}, ${output.bucket_arn}, ${output.bucket_regional_domain_name}."
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.guard.input).guard == { bucket = null, variants_bucket = null }
    error_message = "The guard protects ${aws_lambda_invocation.guard.input}, but an existing bucket is not destroyed."
  }
}

run "the_owner_of_an_existing_bucket_gets_what_it_needs" {
  variables {
    bucket    = { create = false, name = "media" }
    originals = { folders = ["products/", "avatars/"] }
    uploads   = { origins = ["https://www.example.com"] }
  }

  assert {
    condition = [for topic in output.bucket_notification_topics : [topic.id, topic.filter_prefix, topic.topic_arn]] == [
      ["originals", "originals/avatars/", "arn:aws:sns:eu-central-1:123456789012:made"],
      ["originals-2", "originals/products/", "arn:aws:sns:eu-central-1:123456789012:made"],
    ]
    error_message = "The topics are ${jsonencode(output.bucket_notification_topics)}."
  }

  assert {
    condition = jsonencode(output.bucket_policy_statements) == jsonencode([{
      Action    = "s3:GetObject"
      Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/MADE" } }
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Resource  = ["arn:aws:s3:::media/variants/*"]
      Sid       = "ReadByCloudFront"
    }])
    error_message = "The statements are ${jsonencode(output.bucket_policy_statements)}."
  }

  assert {
    condition = { for rule in output.bucket_lifecycle_rules : rule.id => rule.prefix } == {
      abort-incomplete-uploads      = ""
      expire-locks                  = "locks/"
      expire-noncurrent-locks       = "locks/"
      expire-noncurrent-manifests   = "manifests/"
      expire-noncurrent-variants    = "variants/"
      expire-noncurrent-originals   = "originals/avatars/"
      expire-noncurrent-originals-2 = "originals/products/"
    }
    error_message = "The rules are ${jsonencode(output.bucket_lifecycle_rules)}."
  }

  assert {
    condition     = output.bucket_cors_rules[0].allowed_origins == tolist(["https://www.example.com"]) && output.bucket_cors_rules[0].expose_headers == ["ETag"]
    error_message = "The CORS rules are ${jsonencode(output.bucket_cors_rules)}."
  }

  assert {
    condition = jsonencode(output.client.upload) == jsonencode({
      bucket = "media", prefix = "originals/", folders = ["avatars/", "products/"], bytes = 52428800
    })
    error_message = "Whoever signs uploads is told ${jsonencode(output.client.upload)}."
  }

  assert {
    condition = jsondecode(output.uploads_policy).Statement == [{
      Sid      = "PutOriginals"
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = ["arn:aws:s3:::media/originals/avatars/*", "arn:aws:s3:::media/originals/products/*"]
    }]
    error_message = "Whoever signs uploads may ${output.uploads_policy}."
  }
}

run "folders_of_originals_are_watched_read_and_never_written" {
  command = plan

  variables {
    originals = { prefix = "", folders = ["products/", "avatars/"] }
  }

  assert {
    condition     = local.config.prefixes.originals == "" && jsonencode(local.config.prefixes.folders) == jsonencode(["avatars/", "products/"])
    error_message = "The functions get ${jsonencode(local.config.prefixes)}."
  }

  assert {
    condition = local.deny_writing_originals.resources == [
      "arn:aws:s3:::darkroom-123456789012-eu-central-1/avatars/*", "arn:aws:s3:::darkroom-123456789012-eu-central-1/products/*",
    ]
    error_message = "Denied is writing ${jsonencode(local.deny_writing_originals.resources)}."
  }
}

run "variants_live_in_a_bucket_of_their_own" {
  variables {
    bucket          = { readers = { Etl = { arns = ["arn:aws:iam::123456789012:role/etl"], prefixes = ["variants/", "raw/"] } } }
    variants_bucket = { kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/variants" }
    originals       = { prefix = "" }
  }

  assert {
    condition     = local.config.variantsBucket == "darkroom-variants-123456789012-eu-central-1" && !can(local.config.prefixes.folders)
    error_message = "The functions get ${jsonencode(local.config)}."
  }

  assert {
    condition = (
      output.variants_bucket_name == "darkroom-variants-123456789012-eu-central-1"
      && output.bucket_name == "darkroom-123456789012-eu-central-1" && local.stack.variants_bucket_arn == output.variants_bucket_arn
    )
    error_message = "The buckets are ${output.bucket_name} and ${output.variants_bucket_name}."
  }

  # Only what is made can be reached by the CDN.
  assert {
    condition     = length(output.bucket_policy_statements) == 0 && output.variants_bucket_policy_statements[0].Resource == ["${output.variants_bucket_arn}/variants/*"]
    error_message = "The statements are ${jsonencode([output.bucket_policy_statements, output.variants_bucket_policy_statements])}."
  }

  assert {
    condition = (
      jsonencode(local.variant_readers.Etl.prefixes) == jsonencode(["variants/"])
      && jsonencode(local.original_readers.Etl.prefixes) == jsonencode(["raw/"])
    )
    error_message = "The readers are ${jsonencode([local.variant_readers, local.original_readers])}."
  }

  assert {
    condition     = jsonencode(local.use_objects_key[0].resources) == jsonencode(["arn:aws:kms:eu-central-1:123456789012:key/variants"])
    error_message = "The keys are ${jsonencode(local.use_objects_key)}."
  }

  # Everything in the bucket of variants can be made again.
  assert {
    condition = jsondecode(aws_lambda_invocation.guard.input).guard == {
      bucket = "darkroom-123456789012-eu-central-1", variants_bucket = null
    }
    error_message = "The guard protects ${aws_lambda_invocation.guard.input}."
  }
}

run "a_bucket_that_may_be_destroyed_is_not_guarded" {
  command = plan

  variables {
    bucket = { force_destroy = true }
  }

  assert {
    condition = (
      jsondecode(aws_lambda_invocation.guard.input).guard == { bucket = null, variants_bucket = null }
      && aws_lambda_invocation.guard.lifecycle_scope == "CRUD" && length(local.guarded_bucket_arns) == 0
    )
    error_message = "The guard protects ${aws_lambda_invocation.guard.input}."
  }
}
