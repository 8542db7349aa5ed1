# A stack for development: small, cheap, and completely removed when it is destroyed.
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

# Everything there shares a few CPUs.
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
