variables {
  edge_path       = "tests/edge.txt"
  variants_prefix = "variants/"
  presets = {
    page  = { formats = ["webp", "avif"] }
    thumb = { formats = ["avif", "webp"] }
    plain = { formats = [] }
  }
  transforms = { max_dimension = 2000, formats = ["webp"] }
}

run "the_configuration_stands_in_front_of_the_bundle" {
  command = plan

  assert {
    condition = nonsensitive(output.code.images) == join("", [
      "const DARKROOM={\"cors\":\"\",\"formats\":[\"webp\"],\"keys\":[],\"manifests\":false,\"maxDimension\":2000,",
      "\"presets\":{\"\":\"/plain/\",\"aw\":\"/page/thumb/\"},\"room\":1015};\n",
      "function handler(event) {\n  return event.request;\n}\n",
    ])
    error_message = "The code is ${nonsensitive(output.code.images)}"
  }

  assert {
    condition     = output.bytes == length(nonsensitive(output.code.images)) && output.events == tolist(["viewer-request"])
    error_message = "It has ${output.bytes} bytes and is called on ${jsonencode(output.events)}."
  }
}

run "manifests_need_no_preset_and_no_key" {
  command = plan

  variables {
    signing_keys = ["0123456789abcdef0123456789abcdef"]
  }

  assert {
    condition     = strcontains(nonsensitive(output.code.images), "0123456789abcdef") && !strcontains(nonsensitive(output.code.manifests), "0123456789abcdef")
    error_message = "The keys belong to images alone."
  }

  assert {
    condition     = strcontains(nonsensitive(output.code.manifests), "\"manifests\":true") && strcontains(nonsensitive(output.code.manifests), "\"presets\":{}")
    error_message = "The code is ${nonsensitive(output.code.manifests)}"
  }
}

run "on_an_own_cdn_one_handler_calls_the_viewer_function" {
  command = plan

  variables {
    own_cdn     = { path = "/img" }
    cors_origin = "*"
  }

  assert {
    condition     = length(regexall("function handler\\(", nonsensitive(output.code.images))) == 1 && strcontains(nonsensitive(output.code.images), "function images(event)")
    error_message = "The code is ${nonsensitive(output.code.images)}"
  }

  assert {
    condition     = strcontains(nonsensitive(output.code.images), "const OWN_CDN={\"path\":\"/img\",\"uriPrefix\":\"/variants\"};")
    error_message = "The code is ${nonsensitive(output.code.images)}"
  }

  assert {
    condition     = output.events == tolist(["viewer-request", "viewer-response"])
    error_message = "It is called on ${jsonencode(output.events)}."
  }
}

run "a_missing_bundle_is_reported_by_who_uses_it" {
  command = plan

  variables {
    edge_path = "tests"
  }

  assert {
    condition     = !output.bundle_found
    error_message = "A folder is no bundle."
  }
}
