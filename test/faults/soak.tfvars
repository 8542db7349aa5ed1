# The stack that is soaked: small sizes in every format, little to wait for, few at once. Nobody sweeps unless a test says
# so: nothing may be put right by anybody but the process function itself.
name = "darkroom-soak"

presets = {
  "96x64" = { width = 96, height = 64 }
  "40x40" = { width = 40, height = 40, formats = ["webp"] }
}

process = {
  timeout_seconds = 10
  max_concurrency = 4
}

cdn   = null
purge = null

sweep = {
  schedule = { enabled = false }
  limits   = { minimum_age_seconds = 1 }
}
