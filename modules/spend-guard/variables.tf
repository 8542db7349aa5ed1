variable "name" {
  description = "The stack's name; names of resources are derived from it, truncated and hashed at the service's limit."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of all resources that support tags."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "alarm_name" {
  description = "Name of the alarm, in this account and region, that stops rendering while it is in ALARM."
  type        = string
  nullable    = false
}

variable "function" {
  description = <<-EOT
    The render function.
    - `name`: its name.
    - `arn`: its ARN, without a version.
    - `reserved_concurrency`: reserved concurrent executions while rendering is on; null for no reservation.
  EOT
  type = object({
    name                 = string
    arn                  = string
    reserved_concurrency = optional(number)
  })
  nullable = false
}

variable "parameter" {
  description = <<-EOT
    The parameter of Systems Manager that says whether rendering is on, so that Terraform leaves it as it is: `on`; `stopped`, by this
    module; or `off`, by an operator.
    - `name`: its name.
    - `arn`: its ARN.
  EOT
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "role_path" {
  description = "IAM path of the roles; begins and ends with a slash."
  type        = string
  default     = "/"
  nullable    = false
}

variable "role_name_prefix" {
  description = "Put in front of the roles' names."
  type        = string
  default     = ""
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds the roles; null for none."
  type        = string
  default     = null
}
