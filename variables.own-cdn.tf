variable "own_cdn" {
  description = <<-EOT
    A CDN of your own in front of the bucket and the render function, instead of the distribution that Darkroom makes: set `cdn` to
    null. The outputs `own_cdn…` are what to set up in it: see docs/own-cdn.md. Null for none.
    - `type`: `cloudfront` for a CloudFront distribution, which Darkroom then makes viewer functions, policies and access controls
      for; `other` for another vendor's CDN, which has to sign its requests with AWS credentials.
    - `path`: path on the CDN under which images are served, such as `/images`; empty if they are served under all paths.
    - `cors_origin`: origin whose scripts may read the images: one origin, `*` for all, null for none. `<img>` does not need it.
    - `manifests`: whether `<path>/manifests/<path>.json` may be served, publicly and uncached.
    - `policies`: existing CloudFront policies to use, as for `cdn.policies`; null to create them.
      - `cache_policy_id`: must use the path alone as the cache key.
      - `origin_request_policy_id`: must forward no header to the origins except `x-darkroom-url`.
      - `response_headers_policy_id`: must add `Vary: Accept` and the security headers, and remove headers that reveal keys or
        originals.
  EOT
  type = object({
    type        = string
    path        = optional(string, "")
    cors_origin = optional(string)
    manifests   = optional(bool, false)
    policies = optional(object({
      cache_policy_id            = string
      origin_request_policy_id   = string
      response_headers_policy_id = string
    }))
  })
  default = null

  validation {
    condition     = var.own_cdn == null ? true : contains(["cloudfront", "other"], var.own_cdn.type)
    error_message = "own_cdn.type must be cloudfront or other, but it is \"${try(var.own_cdn.type, "null")}\"."
  }

  validation {
    condition = var.own_cdn == null ? true : can(regex("^(/[A-Za-z0-9._-]+)*$", var.own_cdn.path))
    error_message = join("", [
      "own_cdn.path must be empty or a path that begins with a slash and does not end with one, of letters, digits, \".\", \"_\" and ",
      "\"-\", such as /images, but it is \"${try(var.own_cdn.path, "null")}\".",
    ])
  }

  validation {
    condition = try(var.own_cdn.cors_origin, null) == null || can(
      regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", var.own_cdn.cors_origin)
    )
    error_message = join("", [
      "own_cdn.cors_origin must be * or one origin (https://www.example.com, without a path or a trailing slash), but it is ",
      "\"${try(coalesce(var.own_cdn.cors_origin, "null"), "null")}\".",
    ])
  }

  validation {
    condition = try(var.own_cdn.policies, null) == null || try(var.own_cdn.type == "cloudfront", false)
    error_message = join("", [
      "own_cdn.policies are CloudFront's, but own_cdn.type is \"${try(var.own_cdn.type, "null")}\": remove them, and see the output ",
      "own_cdn for what to set up instead.",
    ])
  }
}

variable "own_distribution" {
  description = <<-EOT
    The distribution of `own_cdn`, if its type is `cloudfront`: it may then read what is served and call render, and purge invalidates
    it. A variable of its own, because the distribution is set up with outputs that `own_cdn` decides on; null until it exists.
    - `arn`: its ARN.
  EOT
  type = object({
    arn = string
  })
  default = null

  validation {
    condition = var.own_distribution == null || try(var.own_cdn.type == "cloudfront", false)
    error_message = join("", [
      "own_distribution must be null unless own_cdn.type is cloudfront, but it is ${try(var.own_distribution.arn, "null")} and ",
      "own_cdn${var.own_cdn == null ? " is null" : ".type is \"${try(var.own_cdn.type, "null")}\""}.",
    ])
  }

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
