locals {
  # Equal to the version in package.json, which is built into the zip and the viewer function; a test compares the two.
  version = "0.1.0"
  # Where versions are released, for example "https://github.com/example/terraform-aws-darkroom": alarms link to the runbook there,
  # at the tag of this version. Null until the first release, which `make release` refuses without it.
  repository = null
}
