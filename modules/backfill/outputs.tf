output "state_machine_arn" {
  description = "ARN of the state machine. Its input is `{\"rate\": 40, \"backlog\": 800}`."
  value       = aws_sfn_state_machine.this.arn
}

output "role_policies" {
  description = "What the state machine's role needs, as JSON: `permissions` and `trust`."
  value       = { permissions = local.policy, trust = local.trust_policy }
}

output "results" {
  description = "Where the results of each run are written: `bucket` and `prefix`."
  value       = local.results
}
