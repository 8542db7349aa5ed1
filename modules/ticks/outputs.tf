output "queue_url" {
  description = "URL of the FIFO queue that the ticks come to: a message of the group `ticks` is one more."
  value       = aws_sqs_queue.this.url
}

output "queue_arn" {
  description = "ARN of the FIFO queue that the ticks come to."
  value       = local.queue_arn

  depends_on = [aws_sqs_queue.this]
}
