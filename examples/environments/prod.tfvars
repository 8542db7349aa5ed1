environment = "prod"
region      = "eu-central-1"
account_id  = "333333333333"

bucket = {
  noncurrent_version_days = 90
}

process = {
  max_concurrency = 50
}

# Bounds the cost of a crawler that requests sizes not made yet. Ask for a quota of 1,000 first: a new account has 10.
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

tracing     = true
price_class = "PriceClass_All"
alarms      = true
