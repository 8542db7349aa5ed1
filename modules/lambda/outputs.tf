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
  value       = null
}

output "url_arn" {
  description = "ARN of what the URL calls: the function or its alias."
  value       = aws_lambda_function.this.arn
}

output "role_name" {
  description = "Name of the function's role."
  value       = aws_iam_role.this.name
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

output "log_group_name" {
  description = "Name of the log group that the function writes to."
  value       = aws_cloudwatch_log_group.this.name
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
