import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { readModule } from '../../../scripts/terraform/module.ts';
import { referencePage } from '../../../scripts/terraform/reference.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const HCL = `
variable "size" {
  description = <<-EOT
    How large.
    - \`width\`: pixels.
  EOT
  type = object({
    width = optional(number, 1)
  })
  default = {}
}

variable "name" {
  description = "What it is called."
  type        = string
}

output "arn" {
  description = "Where it is."
  value       = "arn"
}
`;

test('the page gives type, default and description of every variable, and every output, in order of their names', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'main.tf'), HCL);
  const page = referencePage([{ title: 'The module', module: await readModule(folder) }]);
  expect(page.slice(page.indexOf('## The module'))).toBe(`## The module

### Variables

#### \`name\`

What it is called.

Type: \`string\`

Required.

#### \`size\`

How large.
- \`width\`: pixels.

\`\`\`hcl
type = object({
  width = optional(number, 1)
})
\`\`\`

Default: \`{}\`

### Outputs

- \`arn\`: Where it is.`);
});

test('every variable and output of the module and its parts has a description', async () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const folders = ['.', ...(await readdir(path.join(root, 'modules'))).map((name) => path.join('modules', name))];
  for (const folder of folders) {
    const { variables, outputs } = await readModule(path.join(root, folder));
    const silent = [...variables.values(), ...outputs].filter(({ description }) => description.length < 10);
    expect(silent.map(({ name }) => `${folder}: ${name}`)).toEqual([]);
  }
});
