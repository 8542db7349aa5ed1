output "queue_url" {
  description = "URL of the FIFO queue that receives the ticks. A message of the group `ticks` is an additional tick."
  value       = aws_sqs_queue.this.url
}

output "queue_arn" {
  description = "ARN of the FIFO queue that receives the ticks."
  value       = local.queue_arn

  depends_on = [aws_sqs_queue.this]
}

output "role_policies" {
  description = "What the schedule's role needs, as JSON: `permissions`, its policy, and `trust`, its trust policy."
  value       = { permissions = local.policy, trust = local.trust_policy }
}
