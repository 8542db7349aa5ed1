output "bytes" {
  description = "Size of the variables in bytes, as Lambda counts them."
  value       = length(local.base64) / 4 * 3 - local.padding - local.surplus
}

output "limit" {
  description = "Lambda's limit, in bytes (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."
  value       = 4096
}
