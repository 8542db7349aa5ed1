# The stack of the end-to-end tests: the defaults, but with its own name, short delays, low concurrency, presets that are
# made on request, and signed transforms.
name = "darkroom-e2e"

presets = {
  "800x600" = { width = 800, height = 600 }
  "400x300" = { width = 400, height = 300 }
  "200x150" = { width = 200, height = 150 }
  "wide"    = { width = 600, make = "request" }
  "large"   = { width = 1700, formats = [], make = "request" }
}

# In no preset: a signed transform names it, and a test gives it to process.
overlays = {
  mark = { file = "examples/complete/mark.png", opacity = 90 }
}

process = {
  timeout_seconds = 30
  max_concurrency = 3
}

# The newest key and the previous one: neither protects anything.
signing_keys = ["e2e-newest-key-0123456789abcdef0123", "e2e-oldest-key-0123456789abcdef0123"]

transforms = {
  max_dimension = 1000
  formats       = ["webp"]
}

# Another site, whose scripts may read the images: the tests' browsers never contact it.
cdn = {
  cors_origin = "https://site.example"
}

# Nothing is in flight while a test sweeps.
sweep = {
  limits = { minimum_age_seconds = 1 }
}

# A test creates the topic: an alarm can be created before it.
observability = {
  topic_arn = "arn:aws:sns:us-east-1:000000000000:darkroom-e2e-alarms"
}

spend = {
  render_usd_per_day = 5
  stop_rendering     = true
}
