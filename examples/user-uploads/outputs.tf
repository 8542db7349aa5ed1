output "bucket" {
  description = "Name of the bucket to sign uploads for, with keys under `originals/users/`."
  value       = module.darkroom.bucket_name
}

output "client" {
  description = "What the site's code has to know: `terraform output -json client > darkroom.json`."
  value       = module.darkroom.client
}

output "signer_policy_arn" {
  description = "ARN of the policy to attach to your server's role."
  value       = aws_iam_policy.signer.arn
}

output "url" {
  description = "Base URL of the images: `<url>/avatar/users/<name>`."
  value       = module.darkroom.cdn_url
}
