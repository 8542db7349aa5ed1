variable "overlays" {
  description = <<-EOT
    Watermarks and badges that presets, and signed transforms (`overlay_<name>`), lay on pictures, by name: 1 to 32 lower-case letters,
    digits and hyphens, of which the first is no hyphen; at most 20. Replacing a file makes the variants that carry it again.
    - `file`: path of a PNG where Terraform runs, of at most 1 MiB and 4000000 pixels. `make overlay SVG=<file>` makes one of an SVG.
    - `position`: where it is on the picture: `centre`, `top`, `right top`, `right`, `right bottom`, `bottom`, `left bottom`, `left` or
      `left top`.
    - `size`: percent of the picture's width and of its height that it fits in, from 1 to 100. It is never enlarged.
    - `margin`: percent of the picture's shorter side between it and the edge, or the next one, from 0 to 50.
    - `opacity`: percent, from 1 to 100.
    - `tile`: whether it is repeated over the whole picture.
  EOT
  type = map(object({
    file     = string
    position = optional(string, "right bottom")
    size     = optional(number, 25)
    margin   = optional(number, 3)
    opacity  = optional(number, 100)
    tile     = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.overlays) <= 20
    error_message = "There may be at most 20 overlays, because a function's environment holds them, but there are ${length(var.overlays)}."
  }

  validation {
    condition = alltrue([for name in keys(var.overlays) : can(regex("^[a-z0-9][a-z0-9-]{0,31}$", name))])
    error_message = join("", [
      "An overlay's name must be 1 to 32 lower-case letters, digits and hyphens, and not start with a hyphen; received: ",
      join(", ", [for name in keys(var.overlays) : "\"${name}\"" if !can(regex("^[a-z0-9][a-z0-9-]{0,31}$", name))]), ".",
    ])
  }

  validation {
    condition = alltrue([for overlay in var.overlays : fileexists(overlay.file)])
    error_message = "An overlay's file must exist where Terraform runs (begin with path.module); there is none at: ${join(", ", [
      for name, overlay in var.overlays : "overlays[\"${name}\"].file = \"${overlay.file}\"" if !fileexists(overlay.file)
    ])}."
  }

  # What base64 shows of a PNG: first its signature and the length and beginning of its header, which is the first chunk; then, in three
  # times four characters from the 20th on, the header's last letter, the width and the height; at the end the last chunk, in one of
  # three forms, which a file that was cut short lacks.
  validation {
    condition = alltrue([for overlay in var.overlays : !fileexists(overlay.file) || try(
      can(regex("^iVBORw0KGgoAAAANSUhEUg(?s:.*)(AAAAAElFTkSuQmCC|AAAAASUVORK5CYII=|AAAABJRU5ErkJggg==)$", filebase64(overlay.file)))
      && length(filebase64(overlay.file)) * 3 / 4 - length(regexall("=", filebase64(overlay.file))) <= 1048576
      && [for quads in [[for at in [20, 24, 28] : sum([for next in range(4) : pow(64, 3 - next) * index(
        split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"), substr(filebase64(overlay.file), at + next, 1)
      )])]] : (quads[0] % 65536 * 65536 + floor(quads[1] / 256)) * (quads[1] % 256 * 16777216 + quads[2])][0] <= 4000000, false
    )])
    error_message = join("", [
      "An overlay's file must be a whole PNG of at most 1048576 bytes and 4000000 pixels (make overlay SVG=<file> makes one of an SVG); ",
      "received: ", join(", ", flatten([for name, overlay in { for name, each in var.overlays : name => each if fileexists(each.file) } : [
        for png in [{
          whole = can(regex(
            "^iVBORw0KGgoAAAANSUhEUg(?s:.*)(AAAAAElFTkSuQmCC|AAAAASUVORK5CYII=|AAAABJRU5ErkJggg==)$", filebase64(overlay.file)
          ))
          bytes = length(filebase64(overlay.file)) * 3 / 4 - length(regexall("=", filebase64(overlay.file)))
          sides = try([for quads in [[for at in [20, 24, 28] : sum([for next in range(4) : pow(64, 3 - next) * index(
            split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"), substr(filebase64(overlay.file), at + next, 1)
          )])]] : [quads[0] % 65536 * 65536 + floor(quads[1] / 256), quads[1] % 256 * 16777216 + quads[2]]][0], [0, 0])
        }] :
        "overlays[\"${name}\"].file = \"${overlay.file}\" (${png.bytes} bytes, ${
          png.whole ? "${join(" x ", png.sides)} pixels" : "no whole PNG"
        })"
        if !png.whole || png.bytes > 1048576 || png.sides[0] * png.sides[1] > 4000000
      ]])), ".",
    ])
  }

  validation {
    condition = alltrue([for overlay in var.overlays : contains(
      ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top"], overlay.position
    )])
    error_message = join("", [
      "An overlay's position must be centre, top, right top, right, right bottom, bottom, left bottom, left or left top; received: ",
      join(", ", [
        for name, overlay in var.overlays : "overlays[\"${name}\"].position = \"${overlay.position}\"" if !contains(
          ["centre", "top", "right top", "right", "right bottom", "bottom", "left bottom", "left", "left top"], overlay.position
        )
      ]), ".",
    ])
  }

  validation {
    condition = alltrue(flatten([for overlay in var.overlays : [
      for option, range in { size = [1, 100], margin = [0, 50], opacity = [1, 100] } :
      overlay[option] >= range[0] && overlay[option] <= range[1] && floor(overlay[option]) == overlay[option]
    ]]))
    error_message = join("", [
      "An overlay's size and opacity must be whole percents from 1 to 100, and its margin from 0 to 50; received: ",
      join(", ", flatten([for name, overlay in var.overlays : [
        for option, range in { size = [1, 100], margin = [0, 50], opacity = [1, 100] } :
        "overlays[\"${name}\"].${option} = ${overlay[option]}"
        if !(overlay[option] >= range[0] && overlay[option] <= range[1] && floor(overlay[option]) == overlay[option])
      ]])), ".",
    ])
  }
}
