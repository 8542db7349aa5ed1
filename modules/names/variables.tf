variable "names" {
  description = "The full names, by use; any length."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in values(var.names) : length(name) > 0])
    error_message = "Each name needs at least one character; empty: ${join(", ", [for use, name in var.names : use if length(name) == 0])}."
  }
}

variable "limit" {
  description = "Maximum length of a name in the service, in characters, from 16 to 256."
  type        = number
  nullable    = false

  validation {
    condition     = var.limit >= 16 && var.limit <= 256 && floor(var.limit) == var.limit
    error_message = "limit must be a whole number from 16 to 256, but it is ${var.limit}."
  }
}
