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

  mock_resource "aws_lambda_function_url" {
    defaults = { function_url = "https://made.lambda-url.eu-central-1.on.aws/" }
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
    condition = jsondecode(jsonencode(local.config)) == {
      stack  = "darkroom"
      bucket = "darkroom-123456789012-eu-central-1"
      prefixes = {
        originals = "originals/"
        variants  = "variants/"
        manifests = "manifests/"
        locks     = "locks/"
      }
      presets         = local.packed_presets
      limits          = {}
      cacheControl    = "public, max-age=86400, stale-while-revalidate=604800"
      eventsTopic     = "arn:aws:sns:eu-central-1:123456789012:darkroom-events"
      maxReceiveCount = 5
    }
    error_message = "The handler's schema is strict: this document must be exactly what it expects; got ${jsonencode(local.config)}."
  }
}

run "presets_and_limits_are_given_with_what_differs_from_the_defaults_alone" {
  command = plan

  variables {
    own_cdn   = { type = "other" }
    edge_path = "modules/cdn/tests/edge.txt"
    limits    = { frames = 1001, channels = 5 }
    presets = {
      wide   = { width = 1600, quality = { webp = 70 }, deferred = ["webp"] }
      spoken = { height = 10, fit = "cover", position = "centre", formats = ["avif", "webp"], quality = { jpeg = 80, webp = "auto" }, background = "#ffffff", corners = 0, sharpen = "none", grayscale = false, make = "upload", deferred = [], effort = "balanced", animated = false, enlarge = false }
      card   = { width = 301, ratio = "16:9", dpr = [1, 1.5, 2], corners = 9 }
    }
  }

  assert {
    condition = jsonencode(local.preset_options) == jsonencode({
      card        = { corners = 9, height = 169, width = 301 }
      "card-1.5x" = { corners = 14, height = 254, width = 452 }
      "card-2x"   = { corners = 18, height = 339, width = 602 }
      spoken      = { height = 10 }
      wide        = { width = 1600, quality = { webp = 70 }, deferred = ["webp"] }
    })
    error_message = "They are given as ${jsonencode(local.preset_options)}."
  }

  assert {
    condition     = jsonencode(local.config.limits) == "{\"frames\":1001}"
    error_message = "The limits are given as ${jsonencode(local.config)}."
  }

  assert {
    condition = jsonencode(local.preset_table) == jsonencode({
      name     = ["card", "card-1.5x", "card-2x", "spoken", "wide"]
      corners  = [9, 14, 18, null, null]
      deferred = [null, null, null, null, ["webp"]]
      height   = [169, 254, 339, 10, null]
      quality  = [null, null, null, null, { webp = 70 }]
      width    = [301, 452, 602, null, 1600]
    })
    error_message = "The table is ${jsonencode(local.preset_table)}."
  }
}

run "without_an_events_topic_the_functions_know_of_none" {
  command = plan

  variables {
    events = { topic = false }
  }

  assert {
    condition     = local.config.eventsTopic == null && output.events_topic_arn == null
    error_message = "eventsTopic must be null."
  }
}

# Applied, though it makes nothing: OpenTofu knows the outputs of no plan.
run "many" {
  module {
    source = "./tests/many-presets"
  }
}

run "two_hundred_presets_fit_into_the_environment" {
  command = plan

  variables {
    # Some are made on request, for which something has to request them.
    own_cdn   = { type = "other" }
    edge_path = "modules/cdn/tests/edge.txt"
    presets   = run.many.two_hundred
  }

  assert {
    condition     = length(local.preset_options) == 200 && local.largest_environment.bytes <= local.largest_environment.limit
    error_message = "${length(local.preset_options)} presets take ${local.largest_environment.bytes} bytes."
  }
}

run "two_hundred_presets_whose_numbers_are_random_fit_too" {
  command = plan

  variables {
    presets = run.many.two_hundred_at_random
  }

  assert {
    condition     = length(local.preset_options) == 200 && local.largest_environment.bytes <= local.largest_environment.limit
    error_message = "${length(local.preset_options)} presets take ${local.largest_environment.bytes} bytes."
  }
}

run "presets_that_do_not_fit_into_the_environment_fail_the_plan" {
  command = plan

  # It has the same condition on what it was really given, which here is a name that is made up.
  override_module {
    target = module.process.module.function
  }

  variables {
    cdn     = null
    sweep   = null
    presets = run.many.four_hundred_at_random
  }

  expect_failures = [output.config_bytes]
}

run "a_preset_may_use_everything_there_is" {
  command = plan

  variables {
    own_cdn   = { type = "other" }
    edge_path = "modules/cdn/tests/edge.txt"
    overlays  = { mark = { file = "examples/complete/mark.png", position = "right bottom", tile = true } }
    presets = {
      "Hero_1.2-x" = {
        width      = 8192
        fit        = "contain"
        position   = "attention"
        formats    = []
        quality    = { jpeg = 1, png = 100, webp = 1, avif = 100 }
        background = "#A0b1C2"
        corners    = 16383
        sharpen    = "strong"
        grayscale  = true
        overlay    = "mark"
        copyright  = "keep"
        credit     = "© me"
        make       = "request"
        effort     = "small"
        animated   = true
        enlarge    = true
      }
    }
  }

  assert {
    condition = jsonencode(local.preset_options["Hero_1.2-x"]) == jsonencode(merge(
      { for option, value in var.presets["Hero_1.2-x"] : option => value if !contains(["height", "ratio", "dpr", "deferred", "aliases"], option) },
      { quality = { for format, quality in var.presets["Hero_1.2-x"].quality : format => tonumber(quality) } },
    ))
    error_message = "All that is given reaches the functions: ${jsonencode(local.preset_options)}."
  }

  assert {
    condition = (
      local.config.overlays == { mark = { sha256 = filesha256("examples/complete/mark.png"), tile = true } }
      && aws_s3_object.overlay[filesha256("examples/complete/mark.png")].key == "overlays/${filesha256("examples/complete/mark.png")}.png"
    )
    error_message = "An overlay is named by its digest, and has only what differs from the defaults: ${jsonencode(local.config.overlays)}."
  }

  assert {
    condition = [for function in ["process", "render", "purge", "sweep"] : [
      for statement in local.stacks[function].object_statements : "${statement.sid} ${join(" ", concat(statement.actions, statement.resources))}"
      ]] == [
      ["ReadOverlays s3:GetObject arn:aws:s3:::${local.variants_bucket.name}/overlays/*"],
      ["ReadOverlays s3:GetObject arn:aws:s3:::${local.variants_bucket.name}/overlays/*"], [], [],
    ]
    error_message = "Who makes variants may read overlays, and nobody may write them: ${jsonencode(local.stacks)}."
  }

  assert {
    condition = local.recipe_digest != sha256(jsonencode({
      presets = local.preset_options, limits = local.limits, cache_control = var.cache_control, on_reject = "remove", release = 2
    }))
    error_message = "Another mark makes originals outdated, for which a sweep has to start."
  }
}

# Last: Terraform 1.11 crashes where a run overrides a module of which an earlier one left a state.
run "what_the_plan_counts_is_no_less_than_what_is_applied" {
  command = apply

  assert {
    condition     = local.largest_environment.bytes >= module.process.environment_bytes
    error_message = "The plan counted ${local.largest_environment.bytes} bytes, and process has ${module.process.environment_bytes}."
  }
}

run "on_reject_is_given_where_it_is_no_default_and_aliases_never_are" {
  command = plan

  variables {
    on_reject = "keep"
    presets   = { page = { width = 1600, aliases = ["large"] } }
  }

  assert {
    condition     = local.config.onReject == "keep" && !can(local.config.overlays) && local.preset_options == { page = { width = 1600 } }
    error_message = "The functions are given other presets, or not what to do with rejected originals: ${jsonencode(local.config)}."
  }
}

run "a_sweep_for_a_change_is_not_started_by_an_alias" {
  command = plan

  variables {
    presets = { page = { width = 1600, aliases = ["large", "larger"] } }
    sweep   = { on_change = true }
  }

  assert {
    condition = local.recipe_digest == sha256(jsonencode({
      presets = { page = { width = 1600 } }, limits = local.limits, cache_control = var.cache_control, on_reject = "remove", release = 2
    }))
    error_message = "The digest holds more or less than what a sweep finds outdated."
  }
}
