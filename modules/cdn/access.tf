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

# Lambda has required both since October 2025: one for the URL, one for the function behind it.
resource "aws_lambda_permission" "render" {
  for_each = {
    AllowCloudFrontUrl      = "lambda:InvokeFunctionUrl"
    AllowCloudFrontFunction = "lambda:InvokeFunction"
  }

  statement_id  = each.key
  action        = each.value
  function_name = var.render.function_name
  principal     = "cloudfront.amazonaws.com"
  source_arn    = aws_cloudfront_distribution.this.arn
}
