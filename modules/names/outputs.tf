output "names" {
  description = "The names within the limit: unchanged if they fit, otherwise truncated, with a hash of the full name at the end."
  value = {
    for use, name in var.names : use => (
      length(name) <= var.limit ? name : "${trimsuffix(substr(name, 0, local.kept), "-")}-${substr(sha256(name), 0, local.hash_length)}"
    )
  }
}
