output "origin" {
  description = "The playground's origin, for `cdn.cors_origin` and `uploads.origins` of the module darkroom: `https://<domain name>`."
  value       = "https://${aws_cloudfront_distribution.this.domain_name}"
}

output "url" {
  description = "Address of the playground. The token follows in the fragment, which browsers do not send: `<url>#token=<token>`."
  value       = "https://${aws_cloudfront_distribution.this.domain_name}/"

  depends_on = [aws_lambda_permission.cloudfront, aws_s3_object.stack]
}

output "parameter" {
  description = "Name of the parameter of SSM that you put the token into."
  value       = local.parameter
}

output "expire_folders" {
  description = "For `bucket.originals_lifecycle.expire_folders` of the module darkroom: the playground's folder and its days."
  value       = { (var.folder) = var.expire_days }
}

output "distribution_arn" {
  description = "ARN of the distribution."
  value       = aws_cloudfront_distribution.this.arn
}

output "function_name" {
  description = "Name of the function."
  value       = module.function.name
}

output "role_policies" {
  description = "What the function's role has, as JSON: `permissions` and `trust`."
  value       = module.function.role_policies
}

output "log_group_name" {
  description = "Name of the log group that the function writes to."
  value       = module.function.log_group_name
}
