# Lambda counts not the text of the variables but a JSON object of them, in which the quotes of a JSON document are escaped. Its
# error message shows that object ("the environment variables you have provided exceeded the 4KB limit. String
# measured: {"A":"[{\"b\":…": github.com/github-aws-runners/terraform-aws-github-runner/issues/3594).
locals {
  json = jsonencode(var.variables)

  # Terraform escapes five characters that plain JSON does not: < > & take six bytes instead of one, and two line separators six
  # instead of three. The expression matches whole escapes, because u003c after an escaped backslash is plain text.
  escapes = regexall("\\\\(?:u[0-9a-f]{4}|.)", local.json)
  surplus = sum(concat([0], [for escape in local.escapes : lookup({
    "\\u003c" = 5
    "\\u003e" = 5
    "\\u0026" = 5
    "\\u2028" = 3
    "\\u2029" = 3
  }, escape, 0)]))

  # Bytes, not characters: only base64encode reveals the number of bytes.
  base64  = base64encode(local.json)
  padding = length(regexall("=", local.base64))
}
