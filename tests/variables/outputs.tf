output "thresholds" {
  description = "Of alarms, with the defaults filled in; null without observability."
  value       = try(var.observability.thresholds, null)
}
