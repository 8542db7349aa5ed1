output "bucket" {
  description = "Name of the bucket. Upload photos under `originals/`."
  value       = module.darkroom.bucket_name
}

output "log_group" {
  description = "Log group of the function behind the queue."
  value       = "/aws/lambda/${aws_lambda_function.from_queue.function_name}"
}

output "failed_queue" {
  description = "URL of the queue of events that the function failed on."
  value       = aws_sqs_queue.failed.url
}

output "state_machine" {
  description = "ARN of the state machine: each photo that is ready is one execution."
  value       = aws_sfn_state_machine.ready.arn
}

output "url" {
  description = "Base URL of the images: `<url>/page/<path>`."
  value       = module.darkroom.cdn_url
}
