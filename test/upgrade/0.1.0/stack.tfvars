# A stack with everything that creates resources, so that its state has every address of this version.
name = "gallery"
tags = { team = "web" }

presets = {
  page  = { width = 1600, fit = "inside" }
  thumb = { width = 200, height = 150 }
  wide  = { width = 2400, make = "request" }
}

signing_keys = ["upgrade-newest-key-0123456789abcdef0", "upgrade-oldest-key-0123456789abcdef0"]

cdn = { cors_origin = "https://gallery.example" }

observability = {}

# The zip's contents and the viewer function change with every version: neither is in the state.
package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
edge_path = "modules/cdn/tests/edge.txt"
