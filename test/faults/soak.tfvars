# The stack of the soak: small sizes in every format, short delays, low concurrency. The sweep runs only when a test starts
# it, because only the process function itself may repair anything.
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
