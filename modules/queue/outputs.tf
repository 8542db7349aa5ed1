output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.this.url
}

output "planned_url" {
  description = <<-EOT
    URL that AWS will assign to the queue, known at plan time, for measuring sizes. With an endpoint that is not AWS's own, `url`
    differs.
  EOT
  value = join("/", [
    "https://sqs.${module.region.name}.${data.aws_partition.this.dns_suffix}", data.aws_caller_identity.this.account_id,
    module.names.names.queue
  ])
}

output "arn" {
  description = "ARN of the queue."
  value       = local.arns.queue

  depends_on = [aws_sqs_queue.this]
}

output "name" {
  description = "Name of the queue: the `QueueName` of its metrics."
  value       = module.names.names.queue
}

output "dead_letter_url" {
  description = "URL of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.url
}

output "dead_letter_arn" {
  description = "ARN of the dead-letter queue."
  value       = local.arns.dead_letter

  depends_on = [aws_sqs_queue.dead_letter]
}

output "dead_letter_name" {
  description = "Name of the dead-letter queue: the `QueueName` of its metrics."
  value       = module.names.names.dead_letter
}

output "dead_letter_retention_days" {
  description = "Days that a dead letter is retained, counted from when its message was first sent."
  value       = local.dead_letter_retention_days
}
