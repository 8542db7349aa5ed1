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

# Bounds the cost of a crawler that requests sizes not made yet.
render = {
  reserved_concurrency = 100
}

# A week and a half to repair the functions, even after a long weekend.
messages = {
  retention_days = 10
}

logs = {
  retention_days = 90
}

tracing = true

# Alarms and a dashboard. Set `topic_arn` to a topic that notifies the on-call engineer.
observability = {}
