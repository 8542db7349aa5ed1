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

run "a_domain_gets_its_records_and_its_protocol_version_where_asked_for" {
  variables {
    domain = {
      aliases                  = ["img.example.com", "*.img.example.com"]
      acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/made"
      minimum_protocol_version = "TLSv1.2_2019"
      route53                  = { zone_id = "Z0EXAMPLE" }
    }
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["*.img.example.com A", "*.img.example.com AAAA", "img.example.com A", "img.example.com AAAA"]
    error_message = "The records are ${jsonencode(keys(aws_route53_record.this))}."
  }

  assert {
    condition     = one(aws_route53_record.this["img.example.com AAAA"].alias).name == aws_cloudfront_distribution.this[0].domain_name
    error_message = "It leads to ${jsonencode(aws_route53_record.this["img.example.com AAAA"].alias)}."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].viewer_certificate).minimum_protocol_version == "TLSv1.2_2019"
    error_message = "It is ${one(aws_cloudfront_distribution.this[0].viewer_certificate).minimum_protocol_version}."
  }
}

run "a_domain_whose_dns_is_elsewhere_gets_no_records" {
  variables {
    domain = { aliases = ["img.example.com"], acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/made" }
  }

  assert {
    condition     = length(aws_route53_record.this) == 0 && one(aws_cloudfront_distribution.this[0].viewer_certificate).minimum_protocol_version == "TLSv1.2_2021"
    error_message = "There are ${length(aws_route53_record.this)} records."
  }
}

run "countries_can_be_refused" {
  command = plan

  variables {
    geo_restriction = { type = "blacklist", countries = ["DE", "FR"] }
  }

  assert {
    condition     = one(one(aws_cloudfront_distribution.this[0].restrictions).geo_restriction).locations == toset(["DE", "FR"])
    error_message = "Restricted: ${jsonencode(aws_cloudfront_distribution.this[0].restrictions)}."
  }
}

run "headers_are_added_to_darkrooms_own" {
  command = plan

  variables {
    response_headers = {
      strict_transport_security = { max_age_seconds = 31536000, preload = true }
      custom                    = { Cross-Origin-Resource-Policy = "cross-origin" }
    }
  }

  assert {
    condition = { for item in one(aws_cloudfront_response_headers_policy.this[0].custom_headers_config).items : item.header => item.value } == {
      Vary                         = "Accept"
      Cross-Origin-Resource-Policy = "cross-origin"
    }
    error_message = "The headers are ${jsonencode(aws_cloudfront_response_headers_policy.this[0].custom_headers_config)}."
  }

  assert {
    condition = jsonencode(one(one(aws_cloudfront_response_headers_policy.this[0].security_headers_config).strict_transport_security)) == jsonencode({
      access_control_max_age_sec = 31536000, include_subdomains = false, override = true, preload = true
    })
    error_message = "HSTS is ${jsonencode(one(aws_cloudfront_response_headers_policy.this[0].security_headers_config).strict_transport_security)}."
  }
}
