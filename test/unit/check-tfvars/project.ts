import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../../support/temporary.ts';

const VARIABLES = `
variable "name" {
  type    = string
  default = "darkroom"
}

variable "presets" {
  type = map(object({
    width   = optional(number)
    formats = optional(set(string), ["webp", "avif"])
    quality = optional(object({
      jpeg = optional(number, 80) # a comment in a type
      webp = optional(number)
    }), {})
  }))
  default = {}
}

variable "readers" {
  type    = list(object({ sid = string, prefixes = list(string) }))
  default = []
}

variable "anything" {
  type    = any
  default = null
}
`;

/** A project in a folder of its own: a module with a few variables, and the given files. */
export async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  for (const [name, content] of Object.entries({ 'variables.tf': VARIABLES, ...files })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}
