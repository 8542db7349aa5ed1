variable "cdn" {
  description = <<-EOT
    The CloudFront distribution, and with it render, which makes what it does not find; null for a CDN of your own, or none.
    - `price_class`: where the CDN has edges: `PriceClass_100` (Europe, North America, Israel), `PriceClass_200` (and Asia, Africa,
      the Middle East), `PriceClass_All`.
    - `domain`: host names of your own; null for CloudFront's. DNS is yours to point at `cdn_domain_name`.
      - `aliases`: the names.
      - `acm_certificate_arn`: ARN of a certificate for all of them, in us-east-1.
    - `cors_origin`: which site's scripts may read the images: one origin, `*` for all, null for none. `<img>` needs none of it.
    - `manifests`: whether `/manifests/<path>.json` is served, to everybody, uncached.
    - `viewer_protocol_policy`: how plain HTTP is handled: `redirect-to-https` or `https-only` (refused).
    - `web_acl_arn`: ARN of a WAF web ACL for CloudFront; null for none.
    - `origin_shield_region`: region of Origin Shield, best the stack's own or its nearest; null for none.
    - `logging`: where CloudFront writes access logs; null for nowhere.
      - `bucket_domain_name`: domain name of a bucket that takes ACLs from CloudFront's log delivery.
      - `prefix`: what the logs' keys begin with.
    - `policies`: CloudFront policies to share, of which an account has room for twenty of each kind: another stack's output
      `cdn_policies`, or policies of your own; null for ones that are made here.
      - `cache_policy_id`: its cache key is the path alone.
      - `origin_request_policy_id`: of headers, only `x-darkroom-url` goes to the origins.
      - `response_headers_policy_id`: `Vary: Accept`, no header that tells of keys or originals, and the security headers.
  EOT
  type = object({
    price_class = optional(string, "PriceClass_100")
    domain = optional(object({
      aliases             = list(string)
      acm_certificate_arn = string
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
}

variable "edge_path" {
  description = <<-EOT
    The CDN's viewer function: a file of this machine; null for where `make build` puts it, `dist/edge.js` in this module's folder.
  EOT
  type        = string
  default     = null
}

variable "render" {
  description = <<-EOT
    The function that makes a variant when the CDN does not find it.
    - `memory_mb`: memory in MB, from 512 to 10240; 1769 MB are one vCPU.
    - `timeout_seconds`: the longest that a browser waits, from 10 to 55. One image may take half of it; the rest is for waiting
      while another copy of the function makes it.
    - `reserved_concurrency`: copies set aside in the account for this function, and the most that run; null for neither.
  EOT
  type = object({
    memory_mb            = optional(number, 1769)
    timeout_seconds      = optional(number, 30)
    reserved_concurrency = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.render.memory_mb >= 512 && var.render.memory_mb <= 10240 && floor(var.render.memory_mb) == var.render.memory_mb
    error_message = join("", [
      "render.memory_mb must be a whole number from 512 (a photograph of 24 megapixels needs about 350) to 10240, but it is ",
      "${var.render.memory_mb}.",
    ])
  }

  validation {
    condition = (
      var.render.timeout_seconds >= 10 && var.render.timeout_seconds <= 55
      && floor(var.render.timeout_seconds) == var.render.timeout_seconds
    )
    error_message = join("", [
      "render.timeout_seconds must be a whole number from 10 to 55 (CloudFront waits 60 at most, and has to outlast it), but it ",
      "is ${var.render.timeout_seconds}.",
    ])
  }

  validation {
    condition = var.render.reserved_concurrency == null ? true : (
      var.render.reserved_concurrency >= 1 && floor(var.render.reserved_concurrency) == var.render.reserved_concurrency
    )
    error_message = join("", [
      "render.reserved_concurrency must be null or a whole number of at least 1, but it is ",
      "${coalesce(var.render.reserved_concurrency, "null")}.",
    ])
  }
}

variable "fallback" {
  description = <<-EOT
    Path of the original that stands in for those that are missing or rejected, for example `fallback.jpg`: it is answered in the
    size and format that was asked for, with status 200, and kept for a minute. Null for none: then it is a 404.
  EOT
  type        = string
  default     = null

  validation {
    condition = var.fallback == null ? true : can(regex("^[^/].{0,511}$", var.fallback))
    error_message = join("", [
      "fallback must be an original's key without the originals prefix, 1 to 512 characters that do not start with a slash, but ",
      "it is \"${coalesce(var.fallback, "null")}\".",
    ])
  }
}

variable "signing_keys" {
  description = <<-EOT
    The keys that sign transforms, newest first: one, or two while one replaces the other; none turns signed transforms off. 32 to
    128 printable ASCII characters each, for example from `openssl rand -hex 32`. They end up in the CloudFront function's code and
    in Terraform's state: see docs/signing.md.
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
