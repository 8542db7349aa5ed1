variable "name" {
  description = "The stack's name. Names of policies and functions are derived from it and the region, cut and hashed at 64 characters."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the distribution; nothing else here can have any."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "bucket" {
  description = <<-EOT
    The bucket with the variants. Its policy must let the distribution read: see the output `bucket_reader`.
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
    Where the bucket holds what is served; each prefix ends with a slash.
    - `variants`: the images.
    - `manifests`: the records of the originals, `manifests/`, because the viewer function knows them by that name.
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
    The function that makes a variant that is not there.
    - `url`: its function URL, with AWS_IAM authorization.
    - `function_name`: its name.
    - `timeout_seconds`: its timeout, from 1 to 55; CloudFront waits five seconds longer.
  EOT
  type = object({
    url             = string
    function_name   = string
    timeout_seconds = optional(number, 30)
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
      "render.timeout_seconds must be a whole number from 1 to 55, because CloudFront waits 60 seconds at most and has to outlast ",
      "it, but it is ${var.render.timeout_seconds}.",
    ])
  }
}

variable "presets" {
  description = <<-EOT
    The presets that may be asked for, by name.
    - `formats`: what is made beside the plain variant: `webp`, `avif`, both or none.
  EOT
  type = map(object({
    formats = set(string)
  }))
  nullable = false
}

variable "edge_path" {
  description = "The viewer function, as `make build` bundles it; null for where it puts it, `dist/edge.js` in this module's repository."
  type        = string
  default     = null
}

variable "signing_keys" {
  description = <<-EOT
    The keys that sign transforms, newest first: one, or two while one replaces the other; none turns signed transforms off. 32 to
    128 printable ASCII characters each, for example from `openssl rand -hex 32`. They end up in the function's code and in
    Terraform's state.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  sensitive   = true

  validation {
    condition     = length(var.signing_keys) <= 2
    error_message = "signing_keys may hold two keys at most, the new one and the one that it replaces."
  }

  validation {
    condition = alltrue([for key in var.signing_keys : can(regex("^[!-~]{32,128}$", key))])
    error_message = join("", [
      "Each of signing_keys must be 32 to 128 printable ASCII characters without spaces, for example from `openssl rand -hex 32`.",
    ])
  }

  validation {
    condition     = length(distinct(var.signing_keys)) == length(var.signing_keys)
    error_message = "The two signing_keys are the same: give the new one and the one that it replaces, or only one."
  }
}

variable "transforms" {
  description = <<-EOT
    Bounds of signed transforms.
    - `max_dimension`: longest width or height that may be asked for, in pixels, from 1 to 16383.
    - `formats`: which of `webp` and `avif` may be asked for, beside the plain variant.
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
      "transforms.formats may hold webp and avif (the plain variant can always be asked for), but it is ",
      "[${join(", ", var.transforms.formats)}].",
    ])
  }
}

variable "manifests" {
  description = "Whether `/manifests/<path>.json` is served, to everybody, uncached."
  type        = bool
  default     = false
  nullable    = false
}

variable "cors_origin" {
  description = <<-EOT
    Which site's scripts may read the images: one origin such as `https://www.example.com`, `*` for all, null for none but the CDN's
    own. `<img>` needs none of it.
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
