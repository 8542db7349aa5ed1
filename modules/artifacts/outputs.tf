output "found" {
  description = <<-EOT
    Where the files are. Whatever is built from this output is left out of a plan in which one is missing, so that the plan reports
    nothing else.
    - `package`: location of the zip, with the default filled in.
    - `edge_path`: path of the viewer function's bundle, with the default filled in.
  EOT
  value       = { package = local.package, edge_path = local.edge_path }

  precondition {
    condition = length(local.missing) == 0
    error_message = join(" ", concat(
      [for file in local.missing : join("", [
        "There is no file ${file.path}, ${file.what}",
        file.given ? ", which ${file.setting} names." : ".",
      ])],
      ["Releases contain the built files, sources under version control do not. Use one of these:"],
      ["(1) as the module's source, terraform-aws-darkroom-${var.release}.zip or the tag v${var.release} of the release ${var.release};"],
      ["(2) `make build` in the folder ${var.folder};"],
      ["(3) ${join(" and ", [for file in local.missing : (
        file.setting == "edge_path"
        ? "edge_path, the path of a downloaded edge.js"
        : "package, the path of a downloaded darkroom-${var.architecture}.zip or its bucket and key in S3"
      )])}."],
    ))
  }

  precondition {
    condition = !local.lacks_heic
    error_message = join("", [
      "limits.heic_pixels is more than 0, but the functions' package ${coalesce(local.package.path, "in S3")} has no decoder of HEIC, ",
      "and releases never have one: make it with `make build HEIC=1` in a checkout of version ${var.release}, or set limits.heic_pixels ",
      "to 0, which rejects every HEIC.",
    ])
  }
}
