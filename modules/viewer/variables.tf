variable "edge_path" {
  description = "Path of the viewer function's bundle."
  type        = string
  nullable    = false
}

variable "variants_prefix" {
  description = "Key prefix of the variants; ends with a slash."
  type        = string
  nullable    = false
}

variable "presets" {
  description = <<-EOT
    The presets that can be requested, by name.
    - `formats`: formats made in addition to the plain variant: `webp`, `avif`, both or none.
    - `aliases`: other names that it can be requested by.
  EOT
  type = map(object({
    formats = set(string)
    aliases = optional(set(string), [])
  }))
  nullable = false
}

variable "signing_keys" {
  description = "The keys that sign transforms, newest first: see the module's variable of the same name."
  type        = list(string)
  default     = []
  nullable    = false
  sensitive   = true
}

variable "transforms" {
  description = <<-EOT
    Limits of signed transforms.
    - `max_dimension`: maximum width and height, in pixels.
    - `formats`: formats available in addition to the plain variant: `webp`, `avif`, both or none.
  EOT
  type = object({
    max_dimension = number
    formats       = set(string)
  })
  nullable = false
}

variable "cors_origin" {
  description = "Origin whose scripts may read the images: one origin, `*` for all, null for none."
  type        = string
  default     = null
}

variable "own_cdn" {
  description = <<-EOT
    A CDN of the stack's owner, which requests objects by their whole keys; null for the distribution that the module makes.
    - `path`: path on it under which images are served, such as `/images`; empty for all paths.
  EOT
  type = object({
    path = string
  })
  default = null
}
