output "names" {
  description = "Names of the resources that each stack created."
  value = { for stack, made in { first = module.first, second = module.second } : stack => [
    made.bucket_name,
    made.uploads_topic_arn,
    made.events_topic_arn,
    made.process_queue_arn,
    made.process_dead_letter_queue_arn,
    made.subscription_dead_letter_queue_arn,
    made.process_function_name,
    made.process_role_name,
    made.process_log_group_name,
    made.render_function_name,
    made.render_role_name,
    made.render_log_group_name,
    made.purge_queue_arn,
    made.purge_dead_letter_queue_arn,
    made.purge_function_name,
    made.purge_role_name,
    made.purge_log_group_name,
    made.sweep_queue_arn,
    made.sweep_dead_letter_queue_arn,
    made.sweep_function_name,
    made.sweep_role_name,
    made.sweep_log_group_name,
  ] }
}
