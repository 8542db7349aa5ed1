import { format } from 'prettier';
import * as z from 'zod/mini';

import { eventSchema, manifestSchema } from '../../handler/src/manifest.ts';

export const SCHEMAS = ['manifest', 'event'] as const;

const SOURCES = {
  manifest: {
    schema: manifestSchema,
    title: 'Darkroom manifest',
    description:
      'The commit record of one original, at manifests/<path>.json: the upload and the presets from which its variants were made, and the variants themselves.',
  },
  event: {
    schema: eventSchema,
    title: 'Darkroom event',
    description:
      'The message on the events topic when an original became ready, was rejected or was removed. Delivered at least once, in no guaranteed order: the manifest is the state, and the event only announces it. The type, and the code of a rejection, are also message attributes.',
  },
};

/** The text of a JSON Schema file. Properties added by a later release do not make a document invalid. */
export async function schemaText(name: (typeof SCHEMAS)[number]): Promise<string> {
  const { schema, ...about } = SOURCES[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return format(JSON.stringify({ $schema, ...about, ...rest }), { parser: 'json', printWidth: 120 });
}
