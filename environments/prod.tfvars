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

cdn = {
  price_class = "PriceClass_All"
}

# A bound for what a crawler can spend on sizes that nobody has asked for yet.
render = {
  reserved_concurrency = 100
}

# A week and a half for somebody to come back from a long weekend and repair the functions.
messages = {
  retention_days = 10
}

logs = {
  retention_days = 90
}

tracing = true

# Alarms and a dashboard: give `topic_arn` a topic that wakes somebody up.
observability = {}
