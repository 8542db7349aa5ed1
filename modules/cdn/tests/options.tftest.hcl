mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { endpoint = "ec2.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE", domain_name = "d111111abcdef8.cloudfront.net" }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/edge" }
  }
}

variables {
  name      = "darkroom-test"
  bucket    = { name = "pictures", regional_domain_name = "pictures.s3.eu-central-1.amazonaws.com" }
  prefixes  = { variants = "variants/", manifests = "manifests/" }
  render    = { url = "https://abcdef.lambda-url.eu-central-1.on.aws/", function_name = "darkroom-test-render" }
  presets   = { "800x600" = { formats = ["webp", "avif"] }, thumb = { formats = ["webp"] }, page = { formats = ["webp"] }, plain = { formats = [] } }
  edge_path = "tests/edge.txt"
}

run "the_viewer_function_knows_names_and_formats_and_no_more" {
  assert {
    condition = nonsensitive(jsondecode(trimsuffix(trimprefix(split("\n", aws_cloudfront_function.images.code)[0], "const DARKROOM="), ";"))) == {
      presets      = { aw = "/800x600/", w = "/page/thumb/", "" = "/plain/" }
      room         = 1015
      manifests    = false
      cors         = ""
      keys         = []
      maxDimension = 4096
      formats      = ["avif", "webp"]
    }
    error_message = "The viewer function's configuration is another."
  }

  assert {
    condition     = nonsensitive(endswith(aws_cloudfront_function.images.code, file("tests/edge.txt")))
    error_message = "The viewer function's code is not the built file."
  }

  assert {
    condition     = aws_cloudfront_function.images.runtime == "cloudfront-js-2.0" && aws_cloudfront_function.images.publish
    error_message = "The function is not published for cloudfront-js-2.0."
  }

  assert {
    condition     = [for association in one(aws_cloudfront_distribution.this[0].default_cache_behavior).function_association : association.event_type] == ["viewer-request"]
    error_message = "The function runs at other times than before the cache."
  }

  assert {
    condition     = length(aws_cloudfront_function.manifests) == 0 && length(aws_cloudfront_distribution.this[0].ordered_cache_behavior) == 0
    error_message = "Manifests are served unasked."
  }
}

run "signing_keys_and_bounds_reach_the_viewer_function_and_stay_sensitive" {
  variables {
    signing_keys = ["new-key-new-key-new-key-new-key-", "old-key-old-key-old-key-old-key-"]
    transforms   = { max_dimension = 2000, formats = ["avif"] }
  }

  assert {
    condition     = nonsensitive(strcontains(aws_cloudfront_function.images.code, "\"keys\":[\"new-key-new-key-new-key-new-key-\",\"old-key-old-key-old-key-old-key-\"]"))
    error_message = "The keys are missing, or in another order."
  }

  assert {
    condition = alltrue([
      nonsensitive(strcontains(aws_cloudfront_function.images.code, "\"maxDimension\":2000")),
      nonsensitive(strcontains(aws_cloudfront_function.images.code, "\"formats\":[\"avif\"]")),
    ])
    error_message = "The bounds are missing."
  }

  assert {
    condition     = issensitive(aws_cloudfront_function.images.code)
    error_message = "A plan would print the keys."
  }
}

run "manifests_are_served_from_their_prefix_alone_when_asked_for" {
  variables {
    manifests    = true
    signing_keys = ["new-key-new-key-new-key-new-key-"]
  }

  assert {
    condition     = [for behavior in aws_cloudfront_distribution.this[0].ordered_cache_behavior : [behavior.path_pattern, behavior.target_origin_id]] == [["/manifests/*", "manifests"]]
    error_message = "The manifests' behaviour is missing."
  }

  assert {
    condition     = length(compact([for origin in aws_cloudfront_distribution.this[0].origin : origin.origin_path if origin.origin_id == "manifests"])) == 0
    error_message = "The manifests' origin has a path."
  }

  assert {
    condition     = output.bucket_readers[0].prefixes == tolist(["variants/", "manifests/"])
    error_message = "The bucket does not open manifests/."
  }

  assert {
    condition = alltrue([
      nonsensitive(strcontains(aws_cloudfront_function.manifests[0].code, "\"manifests\":true,\"maxDimension\":4096,\"presets\":{}")),
      nonsensitive(!strcontains(aws_cloudfront_function.manifests[0].code, "new-key")),
    ])
    error_message = "The manifests' function serves images, or knows keys."
  }
}

run "other_sites_scripts_are_allowed_when_asked_for" {
  variables {
    cors_origin = "https://www.example.com"
  }

  assert {
    condition     = toset([for association in one(aws_cloudfront_distribution.this[0].default_cache_behavior).function_association : association.event_type]) == toset(["viewer-request", "viewer-response"])
    error_message = "Nothing adds the header to what the origins answer."
  }

  assert {
    condition     = nonsensitive(strcontains(aws_cloudfront_function.images.code, "\"cors\":\"https://www.example.com\""))
    error_message = "The function does not know the site."
  }
}

run "hosts_certificate_firewall_shield_and_logs_are_taken_over" {
  variables {
    domain               = { aliases = ["img.example.com", "cdn.example.com"], acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1" }
    web_acl_arn          = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/cdn/1"
    origin_shield_region = "eu-central-1"
    logging              = { bucket_domain_name = "logs.s3.amazonaws.com", prefix = "cdn/" }
    price_class          = "PriceClass_All"
  }

  assert {
    condition     = output.url == "https://img.example.com" && aws_cloudfront_distribution.this[0].aliases == toset(["cdn.example.com", "img.example.com"])
    error_message = "The hosts are not the distribution's."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].viewer_certificate).minimum_protocol_version == "TLSv1.2_2021" && one(aws_cloudfront_distribution.this[0].viewer_certificate).ssl_support_method == "sni-only"
    error_message = "Older TLS than 1.2 is spoken."
  }

  assert {
    condition     = aws_cloudfront_distribution.this[0].web_acl_id == var.web_acl_arn && aws_cloudfront_distribution.this[0].price_class == "PriceClass_All"
    error_message = "The firewall or the price class is lost."
  }

  assert {
    condition     = alltrue([for origin in aws_cloudfront_distribution.this[0].origin : one(origin.origin_shield).origin_shield_region == "eu-central-1"])
    error_message = "An origin is not behind the shield."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].logging_config).bucket == "logs.s3.amazonaws.com"
    error_message = "Logs go elsewhere."
  }
}

run "a_long_name_is_cut_for_everything_that_is_called_after_it" {
  variables {
    name = "a-name-that-is-as-long-as-the-stack-may-have-and-so-is-cut-here"
  }

  assert {
    condition     = alltrue([for name in [aws_cloudfront_function.images.name, aws_cloudfront_origin_access_control.objects.name, aws_cloudfront_origin_access_control.render.name] : length(name) <= 64])
    error_message = "A name is longer than CloudFront takes."
  }
}

run "policies_that_are_given_are_used_and_none_are_made" {
  variables {
    manifests = true
    policies = {
      cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      origin_request_policy_id   = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf"
      response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"
    }
  }

  assert {
    condition     = length(aws_cloudfront_cache_policy.this) + length(aws_cloudfront_origin_request_policy.this) + length(aws_cloudfront_response_headers_policy.this) == 0
    error_message = "There are policies of its own besides, of the twenty that an account has room for."
  }

  assert {
    condition = jsonencode({ for name in keys(var.policies) : name => one(aws_cloudfront_distribution.this[0].default_cache_behavior)[name] }) == jsonencode(var.policies) && (
      one(aws_cloudfront_distribution.this[0].ordered_cache_behavior).response_headers_policy_id == var.policies.response_headers_policy_id
    )
    error_message = "A behaviour does not use the policies that were given."
  }

  assert {
    condition     = jsonencode(output.policies) == jsonencode(var.policies)
    error_message = "It does not hand on what it uses: ${jsonencode(output.policies)}."
  }
}

run "its_own_policies_can_be_handed_on" {
  assert {
    condition = jsonencode(output.policies) == jsonencode({
      cache_policy_id            = aws_cloudfront_cache_policy.this[0].id
      origin_request_policy_id   = aws_cloudfront_origin_request_policy.this[0].id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this[0].id
    })
    error_message = "It hands on ${jsonencode(output.policies)}."
  }
}

run "the_viewer_function_knows_the_presets_of_aliases" {
  variables {
    presets = {
      page  = { formats = ["webp", "avif"], aliases = ["800x600", "large"] }
      thumb = { formats = [], aliases = ["200x150"] }
    }
  }

  assert {
    condition = nonsensitive(jsondecode(trimsuffix(trimprefix(split("\n", aws_cloudfront_function.images.code)[0], "const DARKROOM="), ";"))).aliases == {
      "800x600" = "page", large = "page", "200x150" = "thumb"
    }
    error_message = "The viewer function does not know which preset an alias stands for."
  }
}

run "the_alias_manifests_is_refused_where_manifests_are_served" {
  command = plan

  variables {
    manifests = true
    presets   = { page = { formats = [], aliases = ["manifests"] } }
  }

  expect_failures = [aws_cloudfront_function.images]
}
