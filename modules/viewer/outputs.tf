output "code" {
  description = <<-EOT
    The viewer function with its configuration, as CloudFront Functions takes it: for `images`, and for `manifests`. Contains the
    signing keys.
  EOT
  value       = local.code
  sensitive   = true
}

output "bytes" {
  description = "Size in bytes of the viewer function for images; it must be less than CloudFront's 10240."
  # The code is ASCII, so its length in characters is its size in bytes.
  value = nonsensitive(length(local.code.images))
}

output "bundle_found" {
  description = "Whether there is a bundle at `edge_path`; without one, `code` is of no use."
  value       = local.bundle_found
}

output "events" {
  description = "The events that call the function: responses too, if it has something to do there, because each call is billed."
  value       = var.cors_origin == null ? ["viewer-request"] : ["viewer-request", "viewer-response"]
}

output "response_headers" {
  description = <<-EOT
    What the CDN changes in responses from the origins.
    - `set`: headers and their values, which replace others of the same name.
    - `remove`: headers that it removes.
  EOT
  value       = local.response_headers
}

output "error_caching_seconds" {
  description = "Seconds for which the CDN caches errors, by status."
  # Minimum error caching: a missing image may be uploaded, and a failure may end, a moment later. S3's 403 for a missing key
  # fails over to render and is never cached; a 403 of render's URL is a permission problem that is being fixed. 429 can't be
  # set here: CloudFront never caches it.
  value = { 403 = 1, 404 = 10, 500 = 1, 502 = 1, 503 = 1, 504 = 1 }
}
