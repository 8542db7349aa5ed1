import { format } from 'prettier';
import * as z from 'zod/mini';

import { eventSchema, manifestSchema } from '../../handler/src/manifest.ts';

export const SCHEMAS = ['manifest', 'event'] as const;

const SOURCES = {
  manifest: {
    schema: manifestSchema,
    title: 'Darkroom manifest',
    description:
      'The commit record of one original, at manifests/<path>.json: which upload its variants were made from, by which presets, and what they are.',
  },
  event: {
    schema: eventSchema,
    title: 'Darkroom event',
    description:
      'What the events topic says when an original became ready, was rejected or removed. At least once, and in no certain order: the manifest is the state, the event only its news. Type, and code of a rejection, are message attributes too.',
  },
};

/** The text of a JSON Schema file. Properties that a later release adds do not make a document invalid. */
export async function schemaText(name: (typeof SCHEMAS)[number]): Promise<string> {
  const { schema, ...about } = SOURCES[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return format(JSON.stringify({ $schema, ...about, ...rest }), { parser: 'json', printWidth: 120 });
}
