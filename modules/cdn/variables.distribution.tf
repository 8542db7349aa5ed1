variable "price_class" {
  description = <<-EOT
    Where the CDN has edges: `PriceClass_100` (Europe, North America, Israel), `PriceClass_200` (and Asia, Africa, the Middle East),
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
      "CloudFront asks S3 as it was asked itself, and the bucket refuses plain HTTP, so over HTTP every image would be rendered ",
      "anew.",
    ])
  }
}

variable "domain" {
  description = <<-EOT
    Host names of your own; null for CloudFront's. DNS is yours to point at the distribution.
    - `aliases`: the names.
    - `acm_certificate_arn`: ARN of a certificate for all of them, in us-east-1.
  EOT
  type = object({
    aliases             = list(string)
    acm_certificate_arn = string
  })
  default = null

  validation {
    condition     = var.domain == null || length(try(var.domain.aliases, [])) > 0
    error_message = "cdn.domain.aliases is empty: name the hosts, or leave domain null."
  }

  validation {
    condition = var.domain == null || can(regex("^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/.+$", var.domain.acm_certificate_arn))
    error_message = join("", [
      "cdn.domain.acm_certificate_arn must be a certificate of us-east-1, whatever the stack's region ",
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
    The region of Origin Shield, best the bucket's own or its nearest; null for none. It gathers the misses of all edges, for a
    price per request.
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
    Where CloudFront writes its standard access logs; null for nowhere.
    - `bucket_domain_name`: domain name of a bucket that takes ACLs from CloudFront's log delivery.
    - `prefix`: what the logs' keys begin with.
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
    CloudFront policies of your own, or another stack's (its output `policies`), instead of ones that are made here; null for ones
    that are made here. An account has room for twenty of each kind. They have to say what those in policies.tf say.
    - `cache_policy_id`: the cache key is the path alone.
    - `origin_request_policy_id`: of headers, only `x-darkroom-url` goes to the origins.
    - `response_headers_policy_id`: `Vary: Accept`, no header that tells of keys or originals, and the security headers.
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
      "cdn.policies names all three policies or is null, but received: ",
      "${var.policies == null ? "null" : join(", ", [for policy, id in var.policies : "${policy} = ${coalesce(id, "null")}"])}.",
    ])
  }
}
