variable "folder" {
  description = "The folder of the module that is applied; its `dist` is where `make build` and releases have the files."
  type        = string
  nullable    = false
}

variable "release" {
  description = "Version of the module, which the release is named after."
  type        = string
  nullable    = false
}

variable "architecture" {
  description = "Instruction set of the functions, `arm64` or `x86_64`, which the default package is named after."
  type        = string
  nullable    = false
}

variable "package" {
  description = <<-EOT
    Location of the zip: a local file or an S3 object, which nothing looks for.
    - `path`: path of the file; null for `dist/darkroom-<architecture>.zip` in `folder`.
    - `s3_bucket`: a bucket, instead of a file.
    - `s3_key`: the zip's key in it.
    - `s3_object_version`: the zip's version.
  EOT
  type = object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
  })
  default  = {}
  nullable = false
}

variable "edge_path" {
  description = "Path of the viewer function's bundle; null for `dist/edge.js` in `folder`."
  type        = string
  default     = null
}

variable "viewer_function" {
  description = "Whether the viewer function's bundle is needed."
  type        = bool
  nullable    = false
}

variable "heic" {
  description = "Whether the package must hold a decoder of HEIC; one in S3 is not looked into."
  type        = bool
  default     = false
  nullable    = false
}
