# The demo's stack: everything there shares a few CPUs, and is removed with the emulator.
name = "darkroom-dev"

bucket = {
  force_destroy           = true
  noncurrent_version_days = 1
}

process = {
  max_concurrency = 4
}

# Pages on this machine, on whatever port, may read images and manifests, and upload.
cdn = {
  cors_origin = "*"
  manifests   = true
}

uploads = {
  origins = ["*"]
}

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
