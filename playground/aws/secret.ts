import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';

import { parseJson } from '../../handler/src/json.ts';

const schema = z.strictObject({
  /** As long as 128 random bits are in hex, or longer. */
  token: z.string().check(z.regex(/^[!-~]{32,}$/)),
  signingKey: z.optional(z.string().check(z.regex(/^[!-~]{32,128}$/))),
});

/** What only the function, and whoever wrote it, knows. */
export type Secret = z.infer<typeof schema>;

/**
 * The secret as it is now; null, and a line in the log that says what to do, while there is none or it is not one: then nobody is
 * admitted.
 */
export async function readSecret(ssm: SSMClient, parameter: string, log = console.error): Promise<Secret | null> {
  const say = (problem: string): null => {
    const message = `The parameter ${parameter} ${problem}: it must be a SecureString with {"token": "…"}, of at least 32 ASCII
characters without spaces, and for signed URLs also "signingKey".`;
    log(JSON.stringify({ level: 'ERROR', message: message.replace('\n', ' ') }));
    return null;
  };
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    // Of a String, whoever may describe parameters can read the history.
    if (Parameter?.Type !== 'SecureString') return say(`is a ${String(Parameter?.Type)}`);
    const parsed = schema.safeParse(parseJson(Parameter.Value ?? ''));
    return parsed.success ? parsed.data : say(`is not valid (${parsed.error.issues[0]?.path.join('.') || 'no JSON'})`);
  } catch (error) {
    if (error instanceof ParameterNotFound) return say('does not exist');
    throw error;
  }
}
