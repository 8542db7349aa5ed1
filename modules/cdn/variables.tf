variable "name" {
  description = "The stack's name. Names of policies and functions derive from it and the region, truncated and hashed at 64 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the distribution, the only resource here that supports tags."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "bucket" {
  description = <<-EOT
    The bucket with the variants. Its policy must allow the distribution to read: see the output `bucket_readers`.
    - `name`: its name.
    - `regional_domain_name`: its regional domain name.
  EOT
  type = object({
    name                 = string
    regional_domain_name = string
  })
  nullable = false
}

variable "prefixes" {
  description = <<-EOT
    Key prefixes of the served objects; each ends with a slash.
    - `variants`: the images.
    - `manifests`: the records of the originals; must be `manifests/`, which the viewer function expects.
  EOT
  type = object({
    variants  = string
    manifests = string
  })
  nullable = false

  validation {
    condition = endswith(var.prefixes.variants, "/") && var.prefixes.manifests == "manifests/"
    error_message = join("", [
      "prefixes.variants must end with a slash and prefixes.manifests must be \"manifests/\", but they are ",
      "\"${var.prefixes.variants}\" and \"${var.prefixes.manifests}\".",
    ])
  }
}

variable "render" {
  description = <<-EOT
    The function that makes missing variants.
    - `url`: its function URL, with AWS_IAM authorization.
    - `function_name`: its name.
    - `timeout_seconds`: its timeout in seconds, from 1 to 55; CloudFront waits five seconds longer.
    - `alias`: the alias that the function URL belongs to; null for the function itself.
  EOT
  type = object({
    url             = string
    function_name   = string
    timeout_seconds = optional(number, 30)
    alias           = optional(string)
  })
  nullable = false

  validation {
    condition     = can(regex("^https?://[^/:]+", var.render.url))
    error_message = "render.url must be a function URL (https://<id>.lambda-url.<region>.on.aws/), but it is \"${var.render.url}\"."
  }

  validation {
    condition = (
      var.render.timeout_seconds >= 1 && var.render.timeout_seconds <= 55
      && floor(var.render.timeout_seconds) == var.render.timeout_seconds
    )
    error_message = join("", [
      "render.timeout_seconds must be a whole number from 1 to 55 (CloudFront waits at most 60 seconds and must outlast it), ",
      "but it is ${var.render.timeout_seconds}.",
    ])
  }
}

variable "presets" {
  description = <<-EOT
    The presets that can be requested, by name.
    - `formats`: formats made in addition to the plain variant: `webp`, `avif`, both or none.
    - `aliases`: other names under which the preset can be requested.
  EOT
  type = map(object({
    formats = set(string)
    aliases = optional(set(string), [])
  }))
  nullable = false
}

variable "edge_path" {
  description = "Path of the viewer function's bundle; null for the output of `make build`, `dist/edge.js` in this module's repository."
  type        = string
  default     = null
}

variable "signing_keys" {
  description = <<-EOT
    The keys that sign transforms, newest first: one, or two during rotation. An empty list disables signed transforms. Each key is
    32 to 128 printable ASCII characters, for example from `openssl rand -hex 32`. The keys are stored in the function's code and in
    Terraform's state.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  sensitive   = true

  validation {
    condition     = length(var.signing_keys) <= 2
    error_message = "signing_keys may contain at most two keys: the new one and the one that it replaces."
  }

  validation {
    condition = alltrue([for key in var.signing_keys : can(regex("^[!-~]{32,128}$", key))])
    error_message = join("", [
      "Each key in signing_keys must be 32 to 128 printable ASCII characters without spaces, for example from ",
      "`openssl rand -hex 32`.",
    ])
  }

  validation {
    condition     = length(distinct(var.signing_keys)) == length(var.signing_keys)
    error_message = "The two signing_keys are identical: pass the new key and the one that it replaces, or only one key."
  }
}

variable "transforms" {
  description = <<-EOT
    Limits of signed transforms.
    - `max_dimension`: maximum width and height, in pixels, from 1 to 16383.
    - `formats`: formats available in addition to the plain variant: `webp`, `avif`, both or none.
  EOT
  type = object({
    max_dimension = optional(number, 4096)
    formats       = optional(set(string), ["webp", "avif"])
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.transforms.max_dimension >= 1 && var.transforms.max_dimension <= 16383
      && floor(var.transforms.max_dimension) == var.transforms.max_dimension
    )
    error_message = "transforms.max_dimension must be a whole number of pixels from 1 to 16383, but it is ${var.transforms.max_dimension}."
  }

  validation {
    condition = length(setsubtract(var.transforms.formats, ["webp", "avif"])) == 0
    error_message = join("", [
      "transforms.formats may contain webp and avif (the plain variant is always available), but it contains ",
      "${join(", ", setsubtract(var.transforms.formats, ["webp", "avif"]))}.",
    ])
  }
}

variable "manifests" {
  description = "Whether `/manifests/<path>.json` is served, publicly and uncached."
  type        = bool
  default     = false
  nullable    = false
}

variable "cors_origin" {
  description = <<-EOT
    Origin whose scripts may read the images: one origin such as `https://www.example.com`, `*` for all, null for none but the CDN's
    own. `<img>` does not need it.
  EOT
  type        = string
  default     = null

  validation {
    condition = var.cors_origin == null || can(regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", var.cors_origin))
    error_message = join("", [
      "cdn.cors_origin must be * or one origin (https://www.example.com, without a path or a trailing slash), but it is ",
      "\"${coalesce(var.cors_origin, "null")}\".",
    ])
  }
}

variable "own_cdn" {
  description = <<-EOT
    A distribution of the owner's, so that only what it needs is made here: access controls, viewer functions and policies. Null to
    make a distribution.
    - `path`: path on it under which images are served, such as `/images`; empty for all paths.
  EOT
  type = object({
    path = optional(string, "")
  })
  default = null
}

variable "own_distribution" {
  description = <<-EOT
    The owner's distribution, which may then read the objects and call render; null for none yet. Apart from `own_cdn`, because the
    distribution needs what `own_cdn` makes.
    - `arn`: its ARN.
  EOT
  type = object({
    arn = string
  })
  default = null

  validation {
    condition = var.own_distribution == null ? true : can(
      regex("^arn:[a-z-]+:cloudfront::[0-9]{12}:distribution/[A-Z0-9]+$", var.own_distribution.arn)
    )
    error_message = join("", [
      "own_distribution.arn must be the ARN of a CloudFront distribution (arn:aws:cloudfront::<account>:distribution/<id>), but it is ",
      "\"${try(var.own_distribution.arn, "null")}\".",
    ])
  }
}
