/** Writes docs/schemas: the JSON Schemas of manifests and events. */
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { generate } from './generate.ts';
import { SCHEMAS, schemaText } from './schemas/texts.ts';

await generate('schemas', "the handler's schemas", () =>
  Promise.all(
    SCHEMAS.map(async (name) => ({
      file: path.join(PROJECT, 'docs', 'schemas', `${name}.schema.json`),
      text: await schemaText(name),
    })),
  ),
);
