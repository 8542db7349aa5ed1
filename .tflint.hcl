# `make lint` runs tflint over the root, every module and every example.
config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# Variables and outputs are sorted into files by topic: variables.cdn.tf and so on.
rule "terraform_standard_module_structure" {
  enabled = false
}

# A module that only composes others still states which provider versions it works with.
rule "terraform_unused_required_providers" {
  enabled = false
}
