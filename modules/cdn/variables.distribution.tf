variable "price_class" {
  description = <<-EOT
    Edge locations to use: `PriceClass_100` (Europe, North America, Israel), `PriceClass_200` (also Asia, Africa, the Middle East),
    `PriceClass_All`.
  EOT
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "cdn.price_class must be PriceClass_100, PriceClass_200 or PriceClass_All, but it is \"${var.price_class}\"."
  }
}

variable "viewer_protocol_policy" {
  description = "How plain HTTP is handled: `redirect-to-https` or `https-only` (refused)."
  type        = string
  default     = "redirect-to-https"
  nullable    = false

  validation {
    condition = contains(["redirect-to-https", "https-only"], var.viewer_protocol_policy)
    error_message = join("", [
      "cdn.viewer_protocol_policy must be redirect-to-https or https-only, but it is \"${var.viewer_protocol_policy}\": ",
      "CloudFront would request S3 over plain HTTP too and the bucket would refuse it, so every image would be rendered on each ",
      "request.",
    ])
  }
}

variable "domain" {
  description = <<-EOT
    Custom host names; null for CloudFront's domain name. DNS records must point to the distribution.
    - `aliases`: the host names.
    - `acm_certificate_arn`: ARN of an ACM certificate in us-east-1 that covers all of them.
    - `minimum_protocol_version`: CloudFront's security policy for viewers' connections: `TLSv1.2_2018`, `TLSv1.2_2019` or
      `TLSv1.2_2021`; or, with version 6.19 or newer of the AWS provider, `TLSv1.2_2025` or `TLSv1.3_2025`.
    - `route53`: where to make the DNS records, A and AAAA for each alias; null to make none.
      - `zone_id`: ID of the public hosted zone that contains all aliases.
  EOT
  type = object({
    aliases                  = list(string)
    acm_certificate_arn      = string
    minimum_protocol_version = optional(string, "TLSv1.2_2021")
    route53 = optional(object({
      zone_id = string
    }))
  })
  default = null

  validation {
    condition = var.domain == null ? true : contains(
      ["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"], var.domain.minimum_protocol_version
    )
    error_message = join("", [
      "cdn.domain.minimum_protocol_version must be TLSv1.2_2018, TLSv1.2_2019, TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025, but it is ",
      "\"${try(var.domain.minimum_protocol_version, "null")}\".",
    ])
  }

  validation {
    condition     = var.domain == null || length(try(var.domain.aliases, [])) > 0
    error_message = "cdn.domain.aliases is empty: list the host names, or set cdn.domain to null."
  }

  validation {
    condition = var.domain == null || can(regex("^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/.+$", var.domain.acm_certificate_arn))
    error_message = join("", [
      "cdn.domain.acm_certificate_arn must be a certificate in us-east-1, regardless of the stack's region ",
      "(arn:aws:acm:us-east-1:<account>:certificate/<id>), but it is \"${try(var.domain.acm_certificate_arn, "null")}\".",
    ])
  }
}

variable "geo_restriction" {
  description = <<-EOT
    Countries whose viewers CloudFront serves or refuses; null for no restriction.
    - `type`: `whitelist`, to serve only `countries`, or `blacklist`, to refuse them.
    - `countries`: ISO 3166-1 alpha-2 codes in capitals, at least one.
  EOT
  type = object({
    type      = string
    countries = set(string)
  })
  default = null

  validation {
    condition     = var.geo_restriction == null ? true : contains(["whitelist", "blacklist"], var.geo_restriction.type)
    error_message = "cdn.geo_restriction.type must be whitelist or blacklist, but it is \"${try(var.geo_restriction.type, "null")}\"."
  }

  validation {
    condition = var.geo_restriction == null ? true : (
      length(var.geo_restriction.countries) > 0
      && alltrue([for country in var.geo_restriction.countries : can(regex("^[A-Z]{2}$", country))])
    )
    error_message = join("", [
      "cdn.geo_restriction.countries must be at least one ISO 3166-1 alpha-2 code in capitals, such as DE, but it is ",
      "[${join(", ", try(var.geo_restriction.countries, []))}].",
    ])
  }
}

variable "response_headers" {
  description = <<-EOT
    Headers that CloudFront adds to responses from the origins, in addition to Darkroom's own; null for none. Responses of the viewer
    function itself (refused requests, OPTIONS) do not have them.
    - `strict_transport_security`: HSTS; null for none.
      - `max_age_seconds`: how long browsers remember it, in seconds, from 0 to 63072000 (two years).
      - `include_subdomains`: whether it covers subdomains.
      - `preload`: whether the host may be put on browsers' preload lists.
    - `custom`: other headers by name, at most nine, such as `Cross-Origin-Resource-Policy`.
  EOT
  type = object({
    strict_transport_security = optional(object({
      max_age_seconds    = number
      include_subdomains = optional(bool, false)
      preload            = optional(bool, false)
    }))
    custom = optional(map(string), {})
  })
  default = null

  validation {
    condition = try(var.response_headers.strict_transport_security, null) == null ? true : (
      var.response_headers.strict_transport_security.max_age_seconds >= 0
      && var.response_headers.strict_transport_security.max_age_seconds <= 63072000
      && can(parseint(tostring(var.response_headers.strict_transport_security.max_age_seconds), 10))
    )
    error_message = join("", [
      "cdn.response_headers.strict_transport_security.max_age_seconds must be a whole number from 0 to 63072000 (two years), but it is ",
      "${try(var.response_headers.strict_transport_security.max_age_seconds, "null")}.",
    ])
  }

  # docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: ten, one of which is Vary.
  validation {
    condition = var.response_headers == null ? true : length(var.response_headers.custom) <= 9
    error_message = join("", [
      "cdn.response_headers.custom may have at most nine headers (CloudFront allows ten, and Vary is one), but it has ",
      "${try(length(var.response_headers.custom), 0)}.",
    ])
  }

  validation {
    condition = var.response_headers == null ? true : alltrue([
      for name, value in var.response_headers.custom :
      can(regex("^[A-Za-z0-9-]{1,128}$", name)) && can(regex("^[ -~]+$", value)) && length(value) <= 1783
    ])
    error_message = join("", [
      "cdn.response_headers.custom must have names of letters, digits and hyphens and values of printable ASCII characters, but ",
      "received: ",
      join(", ", [
        for name, value in try(var.response_headers.custom, {}) : "${name}: ${value}"
        if !(can(regex("^[A-Za-z0-9-]{1,128}$", name)) && can(regex("^[ -~]+$", value)) && length(value) <= 1783)
      ]), ".",
    ])
  }

  # What Darkroom sets or removes itself, what has its own option, and what describes one response.
  validation {
    condition = length([
      for name in keys(try(var.response_headers.custom, {})) : name
      if can(regex(join("", [
        "^(access-control-.*|age|cache-control|connection|content-(encoding|length|range|security-policy|type)|date|etag|expires|",
        "last-modified|location|referrer-policy|server-timing|strict-transport-security|transfer-encoding|vary|via|",
        "x-(amz|cache|content-type-options|darkroom|edge).*)$"
      ]), lower(name)))
    ]) == 0
    error_message = join("", [
      "cdn.response_headers.custom must not contain headers that Darkroom or CloudFront sets (Vary, Content-Security-Policy, ",
      "Referrer-Policy, Cache-Control, X-Amz-… and so on; use cdn.cors_origin for Access-Control-… and ",
      "cdn.response_headers.strict_transport_security for HSTS); received: ",
      join(", ", [
        for name in keys(try(var.response_headers.custom, {})) : name
        if can(regex(join("", [
          "^(access-control-.*|age|cache-control|connection|content-(encoding|length|range|security-policy|type)|date|etag|expires|",
          "last-modified|location|referrer-policy|server-timing|strict-transport-security|transfer-encoding|vary|via|",
          "x-(amz|cache|content-type-options|darkroom|edge).*)$"
        ]), lower(name)))
      ]), ".",
    ])
  }

  validation {
    condition = var.response_headers == null || var.policies == null
    error_message = join("", [
      "cdn.response_headers and cdn.policies can't be combined: put the headers into the policy ",
      "${try(var.policies.response_headers_policy_id, "null")}, or set cdn.policies to null.",
    ])
  }
}

variable "web_acl_arn" {
  description = "ARN of a WAF web ACL for CloudFront; null for none."
  type        = string
  default     = null

  validation {
    condition = var.web_acl_arn == null || can(regex("^arn:[a-z-]+:wafv2:us-east-1:[0-9]{12}:global/webacl/.+$", var.web_acl_arn))
    error_message = join("", [
      "cdn.web_acl_arn must be a WAFv2 web ACL of scope CLOUDFRONT (arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>), ",
      "but it is \"${coalesce(var.web_acl_arn, "null")}\".",
    ])
  }
}

variable "origin_shield_region" {
  description = <<-EOT
    Region of Origin Shield, preferably the bucket's own or the nearest one; null for none. It consolidates the cache misses of all
    edge locations, at a price per request.
  EOT
  type        = string
  default     = null

  validation {
    condition = var.origin_shield_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.origin_shield_region))
    error_message = join("", [
      "cdn.origin_shield_region must be a region such as eu-central-1, but it is ",
      "\"${coalesce(var.origin_shield_region, "null")}\".",
    ])
  }
}

variable "logging" {
  description = <<-EOT
    Destination of CloudFront's standard access logs; null for none.
    - `bucket_domain_name`: domain name of a bucket with ACLs enabled, for CloudFront's log delivery.
    - `prefix`: key prefix of the logs.
  EOT
  type = object({
    bucket_domain_name = string
    prefix             = optional(string, "")
  })
  default = null

  validation {
    condition = var.logging == null || can(
      regex("^[a-z0-9.-]+\\.s3\\.([a-z0-9-]+\\.)?amazonaws\\.com(\\.cn)?$", var.logging.bucket_domain_name)
    )
    error_message = join("", [
      "cdn.logging.bucket_domain_name must be a bucket's domain name (<bucket>.s3.amazonaws.com), but it is ",
      "\"${try(var.logging.bucket_domain_name, "null")}\".",
    ])
  }
}

variable "policies" {
  description = <<-EOT
    Existing CloudFront policies, your own or another stack's (its output `policies`); null to create them. An account may have only
    twenty of each kind. They must be equivalent to those in policies.tf.
    - `cache_policy_id`: must use the path alone as the cache key.
    - `origin_request_policy_id`: must forward no header to the origins except `x-darkroom-url`.
    - `response_headers_policy_id`: must add `Vary: Accept` and the security headers, and remove headers that reveal keys or
      originals.
  EOT
  type = object({
    cache_policy_id            = string
    origin_request_policy_id   = string
    response_headers_policy_id = string
  })
  default = null

  validation {
    condition = var.policies == null ? true : alltrue([for id in values(var.policies) : try(length(id) > 0, false)])
    error_message = join("", [
      "cdn.policies must name all three policies or be null, but these are null: ",
      "${var.policies == null ? "" : join(", ", [for policy, id in var.policies : "cdn.policies.${policy}" if id == null])}.",
    ])
  }
}
