variables {
  stack = {
    bucket_arn = "arn:aws:s3:::photos"
    prefixes   = { originals = "originals/", variants = "variants/", manifests = "manifests/", locks = "locks/" }
  }
}

run "one_bucket_is_listed_by_its_prefixes" {
  command = plan

  assert {
    condition = jsonencode(output.list_statements) == jsonencode([{
      sid       = "ListBucketByPrefix"
      actions   = ["s3:ListBucket"]
      resources = ["arn:aws:s3:::photos"]
      condition = { StringLike = { "s3:prefix" = ["locks/*", "manifests/*", "originals/*", "variants/*"] } }
    }])
    error_message = "The statements are ${jsonencode(output.list_statements)}."
  }

  assert {
    condition     = jsonencode([output.originals[0], output.made.variants]) == jsonencode(["arn:aws:s3:::photos/originals/*", "arn:aws:s3:::photos/variants/*"])
    error_message = "The resources are ${jsonencode(output.originals)} and ${jsonencode(output.made)}."
  }
}

run "folders_and_a_bucket_of_variants_are_told_apart" {
  command = plan

  variables {
    stack = {
      bucket_arn          = "arn:aws:s3:::photos"
      variants_bucket_arn = "arn:aws:s3:::variants"
      prefixes            = { originals = "media/", folders = ["a/", "b/"], variants = "variants/", manifests = "manifests/", locks = "locks/" }
    }
  }

  assert {
    condition     = output.originals == ["arn:aws:s3:::photos/media/a/*", "arn:aws:s3:::photos/media/b/*"]
    error_message = "The originals are ${jsonencode(output.originals)}."
  }

  assert {
    condition     = [for statement in output.list_statements : statement.resources[0]] == ["arn:aws:s3:::photos", "arn:aws:s3:::variants"]
    error_message = "The statements are ${jsonencode(output.list_statements)}."
  }

  assert {
    condition     = output.sweep_lease == "arn:aws:s3:::variants/locks/sweep"
    error_message = "The lease is ${output.sweep_lease}."
  }
}

run "originals_at_the_root_are_listed_without_a_prefix" {
  command = plan

  variables {
    stack = {
      bucket_arn          = "arn:aws:s3:::photos"
      variants_bucket_arn = "arn:aws:s3:::variants"
      prefixes            = { originals = "", variants = "variants/", manifests = "manifests/", locks = "locks/" }
    }
  }

  assert {
    condition     = output.originals == ["arn:aws:s3:::photos/*"] && output.list_statements[0].condition == null
    error_message = "The statements are ${jsonencode(output.list_statements)}."
  }
}
