variable "cdn" {
  description = <<-EOT
    The CloudFront distribution and the render function, which makes missing variants; null for neither, or to use a CDN of your own:
    see `own_cdn`.
    - `price_class`: edge locations to use: `PriceClass_100` (Europe, North America, Israel), `PriceClass_200` (also Asia, Africa,
      the Middle East), `PriceClass_All`.
    - `domain`: custom host names; null for CloudFront's domain name.
      - `aliases`: the host names. The first one is the host of `cdn_url`.
      - `acm_certificate_arn`: ARN of an ACM certificate in us-east-1 that covers all of them.
      - `minimum_protocol_version`: CloudFront's security policy for viewers' connections: `TLSv1.2_2018`, `TLSv1.2_2019` or
        `TLSv1.2_2021`; or, with a version of the AWS provider that knows them, `TLSv1.2_2025` or `TLSv1.3_2025`.
      - `route53`: where to make the DNS records, A and AAAA for each alias; null if your DNS is elsewhere: its records must point to
        the output `cdn_domain_name`.
        - `zone_id`: ID of the public hosted zone that contains all aliases.
    - `geo_restriction`: countries whose viewers CloudFront serves or refuses; null for no restriction.
      - `type`: `whitelist`, to serve only `countries`, or `blacklist`, to refuse them.
      - `countries`: ISO 3166-1 alpha-2 codes in capitals, at least one.
    - `response_headers`: headers added to images, in addition to Darkroom's own; null for none. They can't be combined with `policies`.
      Responses of the viewer function itself (refused requests, OPTIONS) do not have them.
      - `strict_transport_security`: HSTS; null for none.
        - `max_age_seconds`: how long browsers remember it, in seconds, from 0 to 63072000 (two years).
        - `include_subdomains`: whether it covers subdomains.
        - `preload`: whether the host may be put on browsers' preload lists.
      - `custom`: other headers by name, at most nine, such as `Cross-Origin-Resource-Policy`.
    - `cors_origin`: origin whose scripts may read the images: one origin, `*` for all, null for none. `<img>` does not need it.
    - `manifests`: whether `/manifests/<path>.json` is served, publicly and uncached.
    - `viewer_protocol_policy`: how plain HTTP is handled: `redirect-to-https` or `https-only` (refused).
    - `web_acl_arn`: ARN of a WAF web ACL for CloudFront; null for none.
    - `origin_shield_region`: region of Origin Shield, preferably the stack's own or the nearest one; null for none.
    - `logging`: destination of CloudFront's access logs; null for none.
      - `bucket_domain_name`: domain name of a bucket with ACLs enabled, for CloudFront's log delivery.
      - `prefix`: key prefix of the logs.
    - `policies`: existing CloudFront policies to use, since an account may have only twenty of each kind: another stack's output
      `cdn_policies`, or policies of your own; null to create them.
      - `cache_policy_id`: must use the path alone as the cache key.
      - `origin_request_policy_id`: must forward no header to the origins except `x-darkroom-url`.
      - `response_headers_policy_id`: must add `Vary: Accept` and the security headers, and remove headers that reveal keys or
        originals.
  EOT
  type = object({
    price_class = optional(string, "PriceClass_100")
    domain = optional(object({
      aliases                  = list(string)
      acm_certificate_arn      = string
      minimum_protocol_version = optional(string, "TLSv1.2_2021")
      route53 = optional(object({
        zone_id = string
      }))
    }))
    geo_restriction = optional(object({
      type      = string
      countries = set(string)
    }))
    response_headers = optional(object({
      strict_transport_security = optional(object({
        max_age_seconds    = number
        include_subdomains = optional(bool, false)
        preload            = optional(bool, false)
      }))
      custom = optional(map(string), {})
    }))
    cors_origin            = optional(string)
    manifests              = optional(bool, false)
    viewer_protocol_policy = optional(string, "redirect-to-https")
    web_acl_arn            = optional(string)
    origin_shield_region   = optional(string)
    logging = optional(object({
      bucket_domain_name = string
      prefix             = optional(string, "")
    }))
    policies = optional(object({
      cache_policy_id            = string
      origin_request_policy_id   = string
      response_headers_policy_id = string
    }))
  })
  default = {}

  validation {
    condition = var.cdn == null || var.own_cdn == null
    error_message = join("", [
      "cdn and own_cdn are both set: set cdn to null to use a CDN of your own (own_cdn.type is \"${try(var.own_cdn.type, "null")}\"), ",
      "or own_cdn to null.",
    ])
  }

  validation {
    condition = var.cdn != null || var.own_cdn != null || alltrue([
      for preset in var.presets : preset.make != "request" && length(preset.deferred) == 0
    ])
    error_message = join("", [
      join(" and ", concat(
        [for name, preset in var.presets : "presets[\"${name}\"].make must be \"upload\"" if preset.make == "request"],
        [for name, preset in var.presets : "presets[\"${name}\"].deferred must be empty" if length(preset.deferred) > 0],
      )),
      " without a CDN, because then nothing requests variants. Set cdn or own_cdn, or let all variants of these presets be made ",
      "on upload.",
    ])
  }
}

variable "edge_path" {
  description = <<-EOT
    Path of the viewer function's bundle; null for the output of `make build`, `dist/edge.js` in this module's folder.
  EOT
  type        = string
  default     = null
}

variable "render" {
  description = <<-EOT
    The function that makes a variant when the CDN finds none in the bucket.
    - `memory_mb`: memory in MB, from 512 to 10240; 1769 MB equal one vCPU.
    - `timeout_seconds`: timeout and thus the longest time that a browser waits, in seconds, from 10 to 55. Making an image may use
      half of it; the rest is for waiting while another execution makes the same image.
    - `reserved_concurrency`: reserved concurrent executions, which is also the maximum; 0 turns rendering off; null for no reservation
      and no maximum.
    - `provisioned_concurrency`: execution environments that are kept ready, at a price per hour; null for none. Setting or removing it
      changes the function's URL. Each change of the function then publishes a version, and the old ones stay.
  EOT
  type = object({
    memory_mb               = optional(number, 1769)
    timeout_seconds         = optional(number, 30)
    reserved_concurrency    = optional(number)
    provisioned_concurrency = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.render.memory_mb >= 512 && var.render.memory_mb <= 10240 && floor(var.render.memory_mb) == var.render.memory_mb
    error_message = join("", [
      "render.memory_mb must be a whole number from 512 (a photo of 24 megapixels needs about 350) to 10240, but it is ",
      "${var.render.memory_mb}.",
    ])
  }

  validation {
    condition = (
      var.render.timeout_seconds >= 10 && var.render.timeout_seconds <= 55
      && floor(var.render.timeout_seconds) == var.render.timeout_seconds
    )
    error_message = join("", [
      "render.timeout_seconds must be a whole number from 10 to 55 (CloudFront waits at most 60 seconds and must outlast it), ",
      "but it is ${var.render.timeout_seconds}.",
    ])
  }

  validation {
    condition = var.render.reserved_concurrency == null ? true : (
      var.render.reserved_concurrency >= 0 && floor(var.render.reserved_concurrency) == var.render.reserved_concurrency
    )
    error_message = join("", [
      "render.reserved_concurrency must be null or a whole number of at least 0, which turns rendering off, but it is ",
      "${coalesce(var.render.reserved_concurrency, "null")}.",
    ])
  }

  validation {
    condition = var.render.provisioned_concurrency == null ? true : (
      var.render.provisioned_concurrency >= 1
      && floor(var.render.provisioned_concurrency) == var.render.provisioned_concurrency
      && var.render.provisioned_concurrency <= coalesce(var.render.reserved_concurrency, var.render.provisioned_concurrency)
    )
    error_message = join("", [
      "render.provisioned_concurrency must be null or a whole number from 1 to render.reserved_concurrency ",
      "(${coalesce(var.render.reserved_concurrency, "null")}), but it is ${coalesce(var.render.provisioned_concurrency, "null")}.",
    ])
  }
}

variable "fallback" {
  description = <<-EOT
    Path of the original to serve in place of missing or rejected ones, for example `fallback.jpg`. It is served in the requested
    size and format with status 200, and cached for one minute. Null for none: the response is then a 404.
  EOT
  type        = string
  default     = null

  validation {
    condition = var.fallback == null ? true : can(regex("^[^/].{0,511}$", var.fallback))
    error_message = join("", [
      "fallback must be an original's key without the originals prefix, 1 to 512 characters, not starting with a slash, but it ",
      "is \"${coalesce(var.fallback, "null")}\".",
    ])
  }

  validation {
    condition = var.fallback == null || var.cdn != null || var.own_cdn != null
    error_message = join("", [
      "fallback must be null without a CDN, because render serves it, but it is \"${coalesce(var.fallback, "null")}\". Set cdn or ",
      "own_cdn, or remove fallback.",
    ])
  }
}

variable "signing_keys" {
  description = <<-EOT
    The keys that sign transforms, newest first: one, or two during rotation. An empty list disables signed transforms. Each key is
    32 to 128 printable ASCII characters, for example from `openssl rand -hex 32`. The keys are stored in the CloudFront function's
    code and in Terraform's state: see docs/signing.md.
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

  validation {
    condition = length(var.signing_keys) == 0 || var.cdn != null || var.own_cdn != null
    error_message = join("", [
      "signing_keys must be empty without a CDN, whose viewer function checks signatures, but it has ",
      "${nonsensitive(length(var.signing_keys))}. Set cdn or own_cdn, or remove the keys.",
    ])
  }
}
