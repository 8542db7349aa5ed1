mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://abcdef.lambda-url.eu-central-1.on.aws/" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      id          = "E2EXAMPLE"
      arn         = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE"
      domain_name = "d111111abcdef8.cloudfront.net"
    }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/edge" }
  }
}

variables {
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "modules/cdn/tests/edge.txt"
  bucket    = { name = "photos" }
}

run "the_cdn_serves_what_the_bucket_and_render_have" {
  assert {
    condition     = output.cdn_url == "https://d111111abcdef8.cloudfront.net" && output.distribution_id == "E2EXAMPLE"
    error_message = "The CDN is ${jsonencode(output.cdn_url)}, distribution ${jsonencode(output.distribution_id)}."
  }

  assert {
    condition     = output.render_function_name == "darkroom-render" && output.render_function_url == "https://abcdef.lambda-url.eu-central-1.on.aws/"
    error_message = "Render is ${jsonencode(output.render_function_name)} at ${jsonencode(output.render_function_url)}."
  }

  assert {
    condition     = contains(keys(local.functions), "render")
    error_message = "Alarms must watch render."
  }
}

run "render_may_do_exactly_this" {
  command = plan

  assert {
    condition = { for statement in local.render_statements : statement.sid => [try(statement.effect, "Allow"), statement.actions, statement.resources] } == {
      NeverWriteOriginals = [
        "Deny",
        ["s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:PutObject*", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:RestoreObject"],
        ["arn:aws:s3:::photos/originals/*"],
      ]
      ReadOriginalsAndManifests = ["Allow", ["s3:GetObject"], ["arn:aws:s3:::photos/originals/*", "arn:aws:s3:::photos/manifests/*"]]
      StoreVariants             = ["Allow", ["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/variants/*"]]
      HoldLocks                 = ["Allow", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::photos/locks/*"]]
      AskForALook               = ["Allow", ["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:darkroom-process"]]
    }
    error_message = "render's rights changed: ${jsonencode(local.render_statements)}."
  }
}

run "render_knows_the_stack_but_no_bounds_while_nobody_can_sign" {
  command = plan

  assert {
    condition     = jsonencode(local.render_addition) == jsonencode({ fallback = null })
    error_message = "It also gets ${jsonencode(local.render_addition)}."
  }
}

run "render_knows_whose_scripts_may_read_its_errors" {
  command = plan

  variables {
    cdn = { cors_origin = "https://www.example.com" }
  }

  assert {
    condition     = local.render_addition.cors == "https://www.example.com"
    error_message = "It gets ${jsonencode(local.render_addition)}."
  }
}

run "render_gets_the_bounds_of_transforms_and_no_key" {
  command = plan

  variables {
    signing_keys = ["0123456789abcdef0123456789abcdef"]
    fallback     = "fallback.jpg"
    limits       = { edge = 2000 }
  }

  assert {
    condition     = jsonencode(local.render_addition) == jsonencode({ fallback = "fallback.jpg", transforms = { edge = 2000, formats = ["avif", "webp"] } })
    error_message = "It gets ${jsonencode(local.render_addition)}."
  }
}

run "what_render_and_purge_have_beside_the_configuration_counts_too" {
  command = plan

  variables {
    fallback = "eighty-characters-of-a-path/that-lead-to-the-picture-that-stands-in-for-all-others/eighty-characters-of-a-path/that-lead-to-the-picture-that-stands-in-for-all-others"
  }

  assert {
    condition     = keys(module.environment_size) == ["process", "purge", "render", "sweep"] && local.largest_environment.function == "render"
    error_message = "The largest of ${join(", ", keys(module.environment_size))} is ${local.largest_environment.function}."
  }
}

run "nothing_in_a_default_stack_reserves_concurrency" {
  command = plan

  assert {
    condition     = module.process.reserved_concurrency == null && module.render[0].reserved_concurrency == null
    error_message = "An account with a quota of ten has none to reserve, and refuses: ${jsonencode([module.process.reserved_concurrency, module.render[0].reserved_concurrency])}."
  }
}

run "what_the_caller_reserves_is_reserved" {
  command = plan

  variables {
    process = { max_concurrency = 3, reserved_concurrency = 4 }
    render  = { reserved_concurrency = 5 }
  }

  assert {
    condition     = module.process.reserved_concurrency == 4 && module.render[0].reserved_concurrency == 5
    error_message = "It is ${jsonencode([module.process.reserved_concurrency, module.render[0].reserved_concurrency])}."
  }
}

run "without_a_cdn_there_is_no_render_and_no_url" {
  command = plan

  variables {
    cdn = null
  }

  assert {
    condition = alltrue([for made in [
      output.cdn_url, output.cdn_domain_name, output.cdn_hosted_zone_id, output.distribution_id, output.distribution_arn,
      output.render_function_name, output.render_function_arn, output.render_function_url, output.render_role_arn,
    ] : made == null])
    error_message = "There is still ${jsonencode([output.cdn_url, output.distribution_id, output.render_function_name])}."
  }

  assert {
    condition     = !contains(keys(local.functions), "render")
    error_message = "An alarm watches what is not there."
  }
}
