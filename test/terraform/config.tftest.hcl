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

  # OpenTofu makes up what the provider would compute already in a plan, and an ARN has to look like one.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/made" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:made" }
  }
}

variables {
  package = { s3_bucket = "packages", s3_key = "darkroom.zip" }

  # Other tests are about the CDN, and its viewer function may not be built.
  cdn = null
}

run "the_functions_get_the_stack_as_one_document" {
  command = plan

  assert {
    condition = jsondecode(local.planned_config) == {
      stack  = "darkroom"
      bucket = "darkroom-123456789012-eu-central-1"
      prefixes = {
        originals = "originals/"
        variants  = "variants/"
        manifests = "manifests/"
        locks     = "locks/"
      }
      presets = {
        for name, size in { "800x600" = [800, 600], "400x300" = [400, 300], "200x150" = [200, 150] } : name => {
          width                       = size[0]
          height                      = size[1]
          fit                         = "cover"
          position                    = "centre"
          formats                     = ["avif", "webp"]
          quality                     = { jpeg = 80 }
          background                  = "#ffffff"
          make                        = "upload"
          animated                    = false
          enlarge                     = false
        }
      }
      limits = {
        bytes       = 52428800
        pixels      = 100000000
        avifPixels  = 40000000
        frames      = 1000
        framePixels = 100000000
        channels    = 5
        edge        = 8192
        scans       = 64
      }
      cacheControl = "public, max-age=86400, stale-while-revalidate=604800"
      eventsTopic  = "arn:aws:sns:eu-central-1:123456789012:darkroom-events"
      queues = {
        process = "https://sqs.eu-central-1.amazonaws.com/123456789012/darkroom-process"
        purge   = null
      }
      maxReceiveCount = 5
    }
    error_message = "The handler's schema is strict: this document must be exactly what it expects; got ${local.planned_config}."
  }
}

run "an_edge_that_is_left_out_is_sent_as_null_and_a_quality_is_not_sent" {
  command = plan

  variables {
    presets = { wide = { width = 1600, quality = { webp = 70 } } }
  }

  assert {
    condition     = jsondecode(local.planned_config).presets.wide.height == null && jsondecode(local.planned_config).presets.wide.quality == { jpeg = 80, webp = 70 }
    error_message = "height must be null and quality must hold jpeg and webp alone; got ${local.planned_config}."
  }
}

run "without_an_events_topic_the_functions_know_of_none" {
  command = plan

  variables {
    events_topic = false
  }

  assert {
    condition     = jsondecode(local.planned_config).eventsTopic == null && output.events_topic_arn == null
    error_message = "eventsTopic must be null."
  }

  assert {
    condition     = !contains(flatten(local.process_statements[*].actions), "sns:Publish")
    error_message = "No topic, no right to publish."
  }
}

run "presets_that_do_not_fit_into_the_environment_fail_the_plan" {
  command = plan

  # It has the same condition on what it was really given, which here is a name that is made up.
  override_module {
    target = module.process
  }

  variables {
    cdn     = null
    sweep   = null
    presets = { for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] : "preset-${number}" => { width = number } }
  }

  expect_failures = [output.config_bytes]
}

run "the_package_is_where_make_build_puts_it" {
  command = plan

  variables {
    package      = {}
    architecture = "x86_64"
  }

  # The zip may be built or not: this is about where it is looked for.
  override_module {
    target = module.process
  }

  assert {
    condition     = endswith(local.package.path, "/dist/darkroom-x86_64.zip")
    error_message = "The package is looked for at ${local.package.path}."
  }
}

run "a_package_on_s3_has_no_path" {
  command = plan

  assert {
    condition     = local.package.path == null && local.package.s3_key == "darkroom.zip"
    error_message = "A path beside an S3 object leaves it open which one is meant."
  }
}

run "a_preset_may_use_everything_there_is" {
  command = plan


  variables {
    presets = {
      "Hero_1.2-x" = {
        width      = 8192
        fit        = "contain"
        position   = "attention"
        formats    = []
        quality    = { jpeg = 1, png = 100, webp = 1, avif = 100 }
        background = "#A0b1C2"
        make       = "request"
        animated   = true
        enlarge    = true
      }
    }
  }

  assert {
    condition     = jsondecode(local.planned_config).presets["Hero_1.2-x"].quality == { jpeg = 1, png = 100, webp = 1, avif = 100 }
    error_message = "Every quality that is given reaches the functions."
  }
}
