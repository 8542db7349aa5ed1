# As production, with less room and shorter memory, so that what works here works there.
name = "darkroom-staging"

tags = {
  environment = "staging"
}

bucket = {
  noncurrent_version_days = 7
}

process = {
  max_concurrency = 10
}

logs = {
  retention_days = 14
}

tracing = true
