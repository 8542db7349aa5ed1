# CloudFront answers over IPv4 and IPv6.
resource "aws_route53_record" "this" {
  for_each = {
    for record in setproduct(local.recorded_aliases, ["A", "AAAA"]) : "${record[0]} ${record[1]}" => { name = record[0], type = record[1] }
  }

  zone_id = var.domain.route53.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.this[0].domain_name
    zone_id                = aws_cloudfront_distribution.this[0].hosted_zone_id
    evaluate_target_health = false
  }
}

locals {
  # No `try`, whose result is unknown if the certificate is.
  recorded_aliases = var.domain == null ? [] : var.domain.route53 == null ? [] : var.domain.aliases
}
