resource "aws_cloudfront_origin_access_control" "objects" {
  name                              = module.names.names.objects
  description                       = "Signs reads of ${var.bucket.name}."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "render" {
  name                              = module.names.names.render
  description                       = "Signs requests to ${var.render.function_name}."
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

locals {
  # None while an own distribution is not named yet. What the owner's distribution is made from must not depend on it.
  has_distribution = var.own_cdn == null || var.own_distribution != null
  own_arn          = var.own_distribution == null ? null : var.own_distribution.arn
  distribution_arn = var.own_cdn == null ? aws_cloudfront_distribution.this[0].arn : local.own_arn
}

# Lambda has required both since October 2025: one for the URL, one for the function behind it.
resource "aws_lambda_permission" "render" {
  for_each = {
    for sid, action in {
      AllowCloudFrontUrl      = "lambda:InvokeFunctionUrl"
      AllowCloudFrontFunction = "lambda:InvokeFunction"
    } : sid => action if local.has_distribution
  }

  statement_id  = each.key
  action        = each.value
  function_name = var.render.function_name
  qualifier     = var.render.alias
  principal     = "cloudfront.amazonaws.com"
  source_arn    = local.distribution_arn
}
