provider "aws" {
  region = var.region
}

# CloudFront takes certificates from this region alone, wherever the stack is.
provider "aws" {
  alias  = "certificates"
  region = "us-east-1"
}

# If your zone exists, make this a data source of the same name.
resource "aws_route53_zone" "this" {
  name = var.zone_name
}

resource "aws_acm_certificate" "this" {
  provider          = aws.certificates
  domain_name       = var.host_name
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # One host name, so one record that proves that the zone is yours.
  proof = one(aws_acm_certificate.this.domain_validation_options)
}

resource "aws_route53_record" "validation" {
  zone_id = aws_route53_zone.this.zone_id
  name    = local.proof.resource_record_name
  type    = local.proof.resource_record_type
  ttl     = 60
  records = [local.proof.resource_record_value]
}

# Until the certificate is issued, CloudFront refuses it.
resource "aws_acm_certificate_validation" "this" {
  provider                = aws.certificates
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

module "darkroom" {
  source = "../.."

  name = "gallery-domain"
  tags = { team = "web" }

  presets = {
    thumb = { width = 200, height = 200 }
    page  = { width = 1600, fit = "inside" }
  }

  cdn = {
    domain = {
      aliases                  = [var.host_name]
      acm_certificate_arn      = aws_acm_certificate_validation.this.certificate_arn
      minimum_protocol_version = "TLSv1.2_2021"
      route53                  = { zone_id = aws_route53_zone.this.zone_id }
    }

    response_headers = {
      strict_transport_security = { max_age_seconds = 31536000 }
      # Pages of other sites may show the images, even those that isolate themselves.
      custom = { Cross-Origin-Resource-Policy = "cross-origin" }
    }
  }

  package   = var.package
  edge_path = var.edge_path
}
