terraform {
  required_version = ">= 1.9"
}

output "presets" {
  description = "More presets than the viewer function has room for."
  value       = { for number in range(600) : "preset-number-${number}" => { formats = ["webp"] } }
}
