import * as z from 'zod/mini';

const schema = z.strictObject({
  /** Where Terraform puts what the stack tells front ends. */
  stack: z.strictObject({ bucket: z.string(), key: z.string() }),
  variantsBucket: z.string(),
  /** What every path begins with that the playground may touch; ends with `/`. */
  folder: z.string().check(z.regex(/^.+\/$/)),
  /** Name of the parameter with the secret. */
  parameter: z.string(),
});

/** What modules/playground tells the function. */
export type Settings = z.infer<typeof schema>;

/** Reads the function's environment. @throws ZodError if it is not what this version of the module writes */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return schema.parse(JSON.parse(environment['DARKROOM_PLAYGROUND'] ?? 'null'));
}
