variable "region" {
  description = "The AWS region that everything is made in."
  type        = string
  default     = "eu-central-1"
  nullable    = false
}

variable "package" {
  description = <<-EOT
    The zip with the functions, as `make build` makes it: see the module's variable of this name.
    - `path`: a file; null for where `make build` puts it.
    - `s3_bucket`: a bucket, instead of a file.
    - `s3_key`: the zip's key there.
  EOT
  type = object({
    path      = optional(string)
    s3_bucket = optional(string)
    s3_key    = optional(string)
  })
  default  = {}
  nullable = false
}

variable "edge_path" {
  description = "The CDN's viewer function; null for where `make build` puts it."
  type        = string
  default     = null
}
