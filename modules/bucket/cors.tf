locals {
  # A form that uploads with a presigned POST sends simple requests; with `fetch` and PUT, the browser asks first which
  # headers it may send. The ETag tells a script that the upload is complete, and names the version that was uploaded.
  cors_rules = var.uploads == null ? [] : [{
    id              = "uploads"
    allowed_origins = sort(var.uploads.origins)
    allowed_methods = ["POST", "PUT"]
    allowed_headers = ["*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }]
}
