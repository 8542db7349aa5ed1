# The stack that the end-to-end tests run on: the defaults, but with its own name, little to wait for, few at once, sizes
# that are made when they are asked for, and signed ones.
name = "darkroom-e2e"

presets = {
  "800x600" = { width = 800, height = 600 }
  "400x300" = { width = 400, height = 300 }
  "200x150" = { width = 200, height = 150 }
  "wide"    = { width = 600, make = "request" }
  "large"   = { width = 1700, formats = [], make = "request" }
}

process = {
  timeout_seconds = 30
  max_concurrency = 3
}

# The newest, and the one before: neither guards anything.
signing_keys = ["e2e-newest-key-0123456789abcdef0123", "e2e-oldest-key-0123456789abcdef0123"]

transforms = {
  max_dimension = 1000
  formats       = ["webp"]
}

# Another site, whose scripts may read the images: no browser of the tests leaves this machine for it.
cdn = {
  cors_origin = "https://site.example"
}

# Nothing is in flight while a test sweeps.
sweep = {
  limits = { minimum_age_seconds = 1 }
}

# A test makes the topic: an alarm need not find it when it is made.
observability = {
  topic_arn = "arn:aws:sns:us-east-1:000000000000:darkroom-e2e-alarms"
}
