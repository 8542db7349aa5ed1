output "thresholds" {
  description = "The alarms' thresholds with the defaults filled in; null without observability."
  value       = try(var.observability.thresholds, null)
}
