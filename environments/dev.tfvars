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

# Whatever runs there shares a few processors.
render = {
  timeout_seconds = 55
}

messages = {
  retention_days = 1
}

logs = {
  level          = "DEBUG"
  retention_days = 3
}
