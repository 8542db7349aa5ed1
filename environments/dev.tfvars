# A stack to try things in: small, cheap, and gone without a trace when it is destroyed.
name = "darkroom-dev"

tags = {
  environment = "dev"
}

bucket = {
  force_destroy           = true
  noncurrent_version_days = 1
}

process = {
  memory_mb       = 1769
  max_concurrency = 4
}

# A browser on a laptop asks in plain HTTP.
cdn = {
  viewer_protocol_policy = "allow-all"
}

# And everything there shares a few processors.
render = {
  timeout_seconds = 60
}

messages = {
  retention_days = 1
}

logs = {
  level          = "DEBUG"
  retention_days = 3
}
