variable "variables" {
  description = "Environment variables of one function."
  type        = map(string)
  nullable    = false
}
