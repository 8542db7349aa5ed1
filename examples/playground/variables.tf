variable "region" {
  description = "The AWS region of all resources."
  type        = string
  default     = "eu-central-1"
  nullable    = false
}

variable "package" {
  description = <<-EOT
    The zip with the functions' code, built by `make build`: see the module's variable of the same name.
    - `path`: path of a local file; null for the output of `make build`.
    - `s3_bucket`: a bucket, instead of a file.
    - `s3_key`: the zip's key in it.
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
  description = "Path of the viewer function's bundle; null for the output of `make build`."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Concurrent executions of the playground's function, such as 3; null for no maximum."
  type        = number
  default     = null
}
