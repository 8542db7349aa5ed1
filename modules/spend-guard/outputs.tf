output "state_machine_arn" {
  description = "ARN of the state machine, whose executions tell when rendering was stopped and resumed."
  value       = local.machine_arn
}

output "rule_name" {
  description = "Name of the rule that starts it."
  value       = module.names.names.rule
}
