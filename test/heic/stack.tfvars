# The stack that reads photos of phones: as it comes, but with two presets, and HEIC.
name = "darkroom-heic"

presets = {
  "card" = { width = 800, height = 600 }
  "page" = { width = 1600 }
}

limits = {
  heic_pixels = 50000000
}

cdn = {
  manifests = true
}
