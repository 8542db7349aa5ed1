run "no_variables_are_two_braces" {
  command = plan

  variables {
    variables = {}
  }

  assert {
    condition     = output.bytes == 2
    error_message = "It is ${output.bytes} bytes."
  }
}

# {"A":"b","C":"d"}
run "names_and_punctuation_count" {
  command = plan

  variables {
    variables = { A = "b", C = "d" }
  }

  assert {
    condition     = output.bytes == 17
    error_message = "It is ${output.bytes} bytes."
  }
}

# {"A":"{\"b\":\"c\\d\"}"}
run "quotes_and_backslashes_of_a_document_count_twice" {
  command = plan

  variables {
    variables = { A = "{\"b\":\"c\\d\"}" }
  }

  assert {
    condition     = output.bytes == 24
    error_message = "It is ${output.bytes} bytes."
  }
}

# {"A":"é€🖼"}
run "characters_count_by_their_bytes" {
  command = plan

  variables {
    variables = { A = "é€🖼" }
  }

  assert {
    condition     = output.bytes == 17
    error_message = "It is ${output.bytes} bytes."
  }
}

# {"A":"<>&"} and, of a document that Terraform wrote, {"A":"\\u003c"}
run "what_only_terraform_escapes_counts_once_and_what_a_document_holds_escaped_as_it_stands" {
  command = plan

  variables {
    variables = { A = "<>&", B = "\\u003c" }
  }

  assert {
    condition     = output.bytes == length("{'A':'<>&','B':'xxxxxxx'}")
    error_message = "It is ${output.bytes} bytes."
  }
}
