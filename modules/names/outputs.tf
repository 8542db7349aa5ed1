output "names" {
  description = "The names, none longer than the limit: as wanted where it fits, else cut and ended with a hash of the whole name."
  value = {
    for use, name in var.names : use => (
      length(name) <= var.limit ? name : "${trimsuffix(substr(name, 0, local.kept), "-")}-${substr(sha256(name), 0, local.hash_length)}"
    )
  }
}
