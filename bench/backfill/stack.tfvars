# The stack of the backfill's figures: as small as it can be, so that the machine does nothing else.
name = "darkroom-backfill"

presets = {
  medium = { width = 48, height = 48, formats = ["webp"] }
  small  = { width = 32, height = 32, formats = ["webp"] }
}

process = {
  max_concurrency = 4
}

# The benchmark itself starts each backfill.
sweep = {
  schedule = { enabled = false }
  limits   = { minimum_age_seconds = 0 }
}

cdn    = null
render = null
purge  = null
