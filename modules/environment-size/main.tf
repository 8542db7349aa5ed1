# What Lambda counts is not the text of the variables but a JSON object of them, in which the quotes of a JSON document are
# escaped; it shows the object where it refuses it ("the environment variables you have provided exceeded the 4KB limit. String
# measured: {"A":"[{\"b\":…": github.com/github-aws-runners/terraform-aws-github-runner/issues/3594).
locals {
  json = jsonencode(var.variables)

  # Terraform escapes five characters that plain JSON does not: < > & in six bytes instead of one, and two separators of lines
  # in six instead of three. Each escape is looked at as a whole: after a backslash of somebody's own, u003c is text.
  escapes = regexall("\\\\(?:u[0-9a-f]{4}|.)", local.json)
  surplus = sum(concat([0], [for escape in local.escapes : lookup({
    "\\u003c" = 5
    "\\u003e" = 5
    "\\u0026" = 5
    "\\u2028" = 3
    "\\u2029" = 3
  }, escape, 0)]))

  # Bytes, not characters: base64 is the one function here that counts them.
  base64  = base64encode(local.json)
  padding = length(regexall("=", local.base64))
}
