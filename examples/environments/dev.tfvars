# For development: small, cheap, and completely removed when it is destroyed.
environment = "dev"
region      = "eu-central-1"
account_id  = "111111111111"

bucket = {
  force_destroy           = true
  noncurrent_version_days = 1
}

process = {
  max_concurrency = 4
}

messages = {
  retention_days = 1
}

logs = {
  level          = "DEBUG"
  retention_days = 3
}
