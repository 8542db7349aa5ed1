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

run "a_default_stack_serves_what_the_bucket_and_render_have_purges_it_and_reserves_no_concurrency" {
  assert {
    condition     = output.cdn_url == "https://d111111abcdef8.cloudfront.net" && output.distribution_id == "E2EXAMPLE"
    error_message = "The CDN is ${jsonencode(output.cdn_url)}, distribution ${jsonencode(output.distribution_id)}."
  }

  assert {
    condition = jsonencode(output.client) == jsonencode({
      url       = "https://d111111abcdef8.cloudfront.net"
      manifests = false
      presets = { for name, size in { "200x150" = [200, 150], "400x300" = [400, 300], "800x600" = [800, 600] } : name => {
        width = size[0], height = size[1], fit = "cover", enlarge = false, formats = ["avif", "webp"]
      } }
      transforms = null
      upload     = null
    }) && output.uploads_policy == null
    error_message = "Pages are told ${jsonencode(output.client)}."
  }

  assert {
    condition     = output.render_function_name == "darkroom-render" && output.render_function_url == "https://abcdef.lambda-url.eu-central-1.on.aws/"
    error_message = "Render is ${jsonencode(output.render_function_name)} at ${jsonencode(output.render_function_url)}."
  }

  assert {
    condition     = contains(keys(local.functions), "render")
    error_message = "Alarms must watch render."
  }

  assert {
    condition     = module.process.purge_queue_arn == "arn:aws:sqs:eu-central-1:123456789012:darkroom-purge"
    error_message = "process may send to ${jsonencode(module.process.purge_queue_arn)}, not to ${jsonencode(output.purge_queue_arn)}."
  }

  assert {
    condition     = module.process.reserved_concurrency == null && module.render[0].reserved_concurrency == null
    error_message = "An account with a quota of ten has none to reserve, and refuses: ${jsonencode([module.process.reserved_concurrency, module.render[0].reserved_concurrency])}."
  }
}

run "signed_transforms_are_bounded_by_the_longest_side_that_any_variant_may_have" {
  command = plan

  variables {
    limits = { dimension = 2000 }
  }

  assert {
    condition     = local.transforms.max_dimension == 2000
    error_message = "They may ask for ${local.transforms.max_dimension} pixels."
  }
}

run "what_render_and_purge_have_beside_the_configuration_counts_too" {
  command = plan

  variables {
    fallback = "eighty-characters-of-a-path/that-lead-to-the-picture-that-stands-in-for-all-others/eighty-characters-of-a-path/that-lead-to-the-picture-that-stands-in-for-all-others"
  }

  assert {
    condition     = keys(local.planned_environments) == ["process", "purge", "render", "sweep"] && local.largest_environment.function == "render"
    error_message = "The largest of ${join(", ", keys(local.planned_environments))} is ${local.largest_environment.function}."
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
