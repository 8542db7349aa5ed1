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
}

variables {
  name       = "darkroom"
  locks_days = 36
  originals  = ["originals/"]
  prefixes = {
    variants  = "variants/"
    manifests = "manifests/"
    locks     = "locks/"
  }
}

run "the_bucket_is_private_encrypted_and_versioned" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this[0].bucket == "darkroom-123456789012-eu-central-1" && aws_s3_bucket.this[0].force_destroy == false
    error_message = "The bucket is ${aws_s3_bucket.this[0].bucket}."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this[0].block_public_acls,
      aws_s3_bucket_public_access_block.this[0].block_public_policy,
      aws_s3_bucket_public_access_block.this[0].ignore_public_acls,
      aws_s3_bucket_public_access_block.this[0].restrict_public_buckets,
    ])
    error_message = "All four blocks of public access must be on."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "ACLs must be off."
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this[0].rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm
    ] == ["AES256"]
    error_message = "Without a key of the caller's, S3's own encrypts."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled"
    error_message = "A replaced original must stay restorable."
  }
}

run "plain_http_is_denied_to_everybody" {
  command = plan

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement == [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::darkroom-123456789012-eu-central-1", "arn:aws:s3:::darkroom-123456789012-eu-central-1/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this[0].policy}."
  }
}

run "a_reader_may_read_its_prefixes_for_one_source_and_nothing_else" {
  command = plan

  variables {
    services = [{
      sid        = "Cdn"
      service    = "cloudfront.amazonaws.com"
      source_arn = "arn:aws:cloudfront::123456789012:distribution/E1"
      prefixes   = ["variants/"]
    }]
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[1] == {
      Sid       = "Cdn"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = ["arn:aws:s3:::darkroom-123456789012-eu-central-1/variants/*"]
      Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/E1" } }
    }
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this[0].policy}."
  }
}

run "a_reader_of_half_a_prefix_is_refused" {
  command = plan

  variables {
    services = [{ sid = "Cdn", service = "cloudfront.amazonaws.com", source_arn = "arn:aws:cloudfront::123456789012:distribution/E1", prefixes = ["var"] }]
  }

  expect_failures = [var.services]
}

run "the_callers_key_encrypts_with_a_bucket_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this[0].rule :
      [rule.bucket_key_enabled, rule.apply_server_side_encryption_by_default[0].sse_algorithm, rule.apply_server_side_encryption_by_default[0].kms_master_key_id]
    ] == [[true, "aws:kms", "arn:aws:kms:eu-central-1:123456789012:key/1"]]
    error_message = "The caller's key must encrypt."
  }
}

# The provider fills the rules in only when they are applied.
run "locks_expire_incomplete_uploads_end_and_old_versions_go" {
  variables {
    noncurrent_version_days = 12
  }

  assert {
    condition = {
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : rule.id => [
        rule.status,
        rule.filter[0].prefix,
        try(rule.expiration[0].days, null),
        try(rule.noncurrent_version_expiration[0].noncurrent_days, null),
        try(rule.abort_incomplete_multipart_upload[0].days_after_initiation, null),
      ]
      } == {
      abort-incomplete-uploads    = ["Enabled", "", null, null, 7]
      expire-locks                = ["Enabled", "locks/", 36, null, null]
      expire-noncurrent-locks     = ["Enabled", "locks/", 0, 1, null]
      expire-noncurrent-originals = ["Enabled", "originals/", 0, 12, null]
      expire-noncurrent-variants  = ["Enabled", "variants/", 0, 1, null]
      expire-noncurrent-manifests = ["Enabled", "manifests/", 0, 1, null]
    }
    error_message = "The rules are ${jsonencode(aws_s3_bucket_lifecycle_configuration.this[0].rule)}."
  }
}

run "a_long_stack_name_still_makes_a_bucket_name" {
  command = plan

  variables {
    name = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-there-"
  }

  assert {
    condition     = length(aws_s3_bucket.this[0].bucket) <= 63
    error_message = "S3 takes 63 characters; ${aws_s3_bucket.this[0].bucket} has ${length(aws_s3_bucket.this[0].bucket)}."
  }
}

run "the_caller_may_name_the_bucket" {
  command = plan

  variables {
    bucket_name = "photos-of-ours"
  }

  assert {
    condition     = aws_s3_bucket.this[0].bucket == "photos-of-ours" && output.arn == "arn:aws:s3:::photos-of-ours"
    error_message = "The bucket is ${aws_s3_bucket.this[0].bucket}."
  }
}

run "a_bucket_name_with_a_hyphen_at_its_end_is_refused" {
  command = plan

  variables {
    bucket_name = "photos-"
  }

  expect_failures = [var.bucket_name]
}

run "keeping_old_versions_for_no_day_is_refused" {
  command = plan

  variables {
    noncurrent_version_days = 0
  }

  expect_failures = [var.noncurrent_version_days]
}

run "locks_that_expire_before_the_last_dead_letter_are_refused" {
  command = plan

  variables {
    locks_days = 14
  }

  expect_failures = [var.locks_days]
}

run "nothing_is_made_of_a_bucket_that_exists" {
  variables {
    create      = false
    bucket_name = "media.example.com"
  }

  assert {
    condition = alltrue([
      length(aws_s3_bucket.this) == 0,
      length(aws_s3_bucket_policy.this) == 0,
      length(aws_s3_bucket_lifecycle_configuration.this) == 0,
      length(aws_s3_bucket_versioning.this) == 0,
      length(aws_s3_bucket_public_access_block.this) == 0,
      length(aws_s3_bucket_ownership_controls.this) == 0,
      length(aws_s3_bucket_server_side_encryption_configuration.this) == 0,
      length(aws_s3_bucket_cors_configuration.this) == 0,
    ])
    error_message = "An existing bucket's settings must stay its owner's."
  }

  assert {
    condition     = output.regional_domain_name == "media.example.com.s3.eu-central-1.amazonaws.com"
    error_message = "The domain name is ${output.regional_domain_name}."
  }
}

run "an_existing_bucket_without_a_name_is_refused" {
  command = plan

  variables {
    create = false
  }

  expect_failures = [var.bucket_name]
}

run "originals_move_to_another_storage_class_and_expire" {
  variables {
    originals           = ["originals/", "scans/"]
    originals_lifecycle = { transitions = [{ days = 30, storage_class = "STANDARD_IA" }, { days = 90, storage_class = "GLACIER" }], expire_days = 400, expire_folders = { "originals/try/" = 1 } }
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : [rule.filter[0].prefix, rule.expiration[0].days]
      if rule.id == "expire-originals/try"
    ] == [["originals/try/", 1]]
    error_message = "The rules are ${jsonencode(aws_s3_bucket_lifecycle_configuration.this[0].rule)}."
  }

  assert {
    condition = {
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : rule.id => [
        rule.filter[0].prefix, rule.expiration[0].days, { for transition in rule.transition : transition.storage_class => transition.days },
      ] if startswith(rule.id, "store-")
      } == {
      store-originals   = ["originals/", 400, { STANDARD_IA = 30, GLACIER = 90 }]
      store-originals-2 = ["scans/", 400, { STANDARD_IA = 30, GLACIER = 90 }]
    }
    error_message = "The rules are ${jsonencode(aws_s3_bucket_lifecycle_configuration.this[0].rule)}."
  }
}

run "the_callers_readers_and_statements_are_added_to_the_policy" {
  command = plan

  variables {
    readers           = { Etl = { arns = ["arn:aws:iam::123456789012:role/etl"], prefixes = ["variants/"] } }
    policy_statements = ["{\"Sid\":\"DenyOthers\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"}"]
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[1] == {
      Sid       = "ReadEtl"
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::123456789012:role/etl"] }
      Action    = "s3:GetObject"
      Resource  = ["arn:aws:s3:::darkroom-123456789012-eu-central-1/variants/*"]
    }
    error_message = "The policy is ${aws_s3_bucket_policy.this[0].policy}."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[*].Sid == ["DenyPlainHttp", "ReadEtl", "DenyOthers"]
    error_message = "The policy is ${aws_s3_bucket_policy.this[0].policy}."
  }
}

run "pages_of_the_callers_origins_may_upload_and_read_the_etag" {
  command = plan

  variables {
    uploads = { origins = ["https://www.example.com"] }
  }

  assert {
    condition = [for rule in aws_s3_bucket_cors_configuration.this[0].cors_rule : [
      rule.allowed_origins, rule.allowed_methods, rule.expose_headers
    ]] == [[toset(["https://www.example.com"]), toset(["POST", "PUT"]), toset(["ETag"])]]
    error_message = "The rules are ${jsonencode(aws_s3_bucket_cors_configuration.this[0].cors_rule)}."
  }
}
