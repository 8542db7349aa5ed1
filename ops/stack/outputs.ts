import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';

const output = z.optional(z.object({ value: z.nullable(z.string()) }));

/** The outputs of the root module that identify a stack's resources. */
const outputsSchema = z.object({
  process_function_name: z.object({ value: z.string() }),
  render_function_name: output,
  purge_function_name: output,
  sweep_function_name: output,
  distribution_id: output,
  cdn_url: output,
  version: output,
});

export interface Outputs {
  readonly functions: Readonly<Record<'process' | 'render' | 'purge' | 'sweep', string | undefined>>;
  readonly distributionId: string | undefined;
  readonly cdnUrl: string | undefined;
  readonly version: string | undefined;
}

/**
 * Reads the output of `terraform output -json`.
 * @throws Error that states what is wrong with the file
 */
export async function readOutputs(file: string): Promise<Outputs> {
  const outputs = outputsSchema.safeParse(await readJson(file));
  if (!outputs.success) {
    const at = outputs.error.issues[0]?.path.join('.') ?? '';
    throw new Error(
      `${file} is not the output of \`terraform output -json\` for this module (at "${at}"). If another module wraps it, that ` +
        'module must pass on the outputs under the same names; otherwise name the stack with --stack.',
    );
  }
  const value = (name: Exclude<keyof typeof outputs.data, 'process_function_name'>): string | undefined =>
    outputs.data[name]?.value ?? undefined;
  return {
    functions: {
      process: outputs.data.process_function_name.value,
      render: value('render_function_name'),
      purge: value('purge_function_name'),
      sweep: value('sweep_function_name'),
    },
    distributionId: value('distribution_id'),
    cdnUrl: value('cdn_url'),
    version: value('version'),
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `${file} can't be read as JSON (${String(error)}). Create it with \`terraform output -json > ${file}\`.`,
      {
        cause: error,
      },
    );
  }
}
