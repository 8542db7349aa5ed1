name = "darkroom-prod"

tags = {
  environment = "prod"
}

bucket = {
  noncurrent_version_days = 90
}

process = {
  max_concurrency = 50
}

# A week and a half for somebody to come back from a long weekend and repair the functions.
messages = {
  retention_days = 10
}

logs = {
  retention_days = 90
}

tracing = true
