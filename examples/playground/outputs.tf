output "bucket" {
  description = "Name of the bucket."
  value       = module.darkroom.bucket_name
}

output "parameter" {
  description = "Name of the parameter that you put the token into."
  value       = module.playground.parameter
}

output "url" {
  description = "Address of the playground, to which `#token=<token>` is added."
  value       = module.playground.url
}
