output "name" {
  description = "Name of the function."
  value       = local.function_name

  depends_on = [aws_lambda_function.this]
}

output "arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "function_url" {
  description = "URL of the function, with a trailing slash; null if it has none."
  value       = one(aws_lambda_function_url.this[*].function_url)
}

output "alias" {
  description = "Name of the alias that the URL belongs to; null for the function itself."
  value       = one(aws_lambda_alias.live[*].name)
}

output "url_arn" {
  description = "ARN of what the URL calls: the function or its alias."
  value       = local.has_alias ? aws_lambda_alias.live[0].arn : aws_lambda_function.this.arn
}

output "role_name" {
  description = "Name of the function's role."
  value       = var.common.role == null ? one(aws_iam_role.this[*].name) : reverse(split("/", var.common.role.arn))[0]
}

output "role_policies" {
  description = "What the function's role needs, as JSON: `permissions`, its policy, and `trust`, its trust policy."
  value       = { permissions = local.policy, trust = local.trust_policy }
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = local.role_arn
}

output "log_group_name" {
  description = "Name of the log group that the function writes to."
  value       = local.log_group

  depends_on = [aws_cloudwatch_log_group.this]
}

output "reserved_concurrency" {
  description = "Reserved concurrent executions of the function; null for none."
  value       = var.function.reserved_concurrency
}

output "queue" {
  description = "The queue that triggers the function, as passed in; null for none."
  value       = var.function.queue
}

output "environment_bytes" {
  description = "Size of the environment in bytes, as Lambda counts it; the limit is 4096."
  value       = module.environment_size.bytes
}
