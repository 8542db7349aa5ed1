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
    Custom host names; null for CloudFront's domain name. Your DNS records must point to the distribution.
    - `aliases`: the host names.
    - `acm_certificate_arn`: ARN of an ACM certificate in us-east-1 that covers all of them.
  EOT
  type = object({
    aliases             = list(string)
    acm_certificate_arn = string
  })
  default = null

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
