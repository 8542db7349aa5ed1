# Like production, with less concurrency and shorter retention, so that it predicts production's behaviour.
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
