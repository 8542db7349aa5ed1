# The stack that the end-to-end tests run on: the defaults, but with its own name, little to wait for, and few at once.
name = "darkroom-e2e"

process = {
  timeout_seconds = 30
  max_concurrency = 3
}
