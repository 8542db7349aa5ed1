# Like production in everything that can fail, smaller in everything that only costs.
environment = "staging"
region      = "eu-central-1"
account_id  = "222222222222"

bucket = {
  noncurrent_version_days = 7
}

process = {
  max_concurrency = 10
}

messages = {
  retention_days = 4
}

logs = {
  retention_days = 14
}

tracing = true
alarms  = true
