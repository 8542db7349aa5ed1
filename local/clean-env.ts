import path from 'node:path';

import { PROJECT } from './paths.ts';

/** Variables that would point a tool at the user's real account, or change how the emulator or Terraform behaves. */
const FOREIGN =
  /^(AWS_|MINISTACK_|LOCALSTACK_|LAMBDA_|S3_|GATEWAY_PORT$|EDGE_PORT$|SERVICES$|PERSIST_STATE$|AUTH$|USE_SSL$|BIND_HOST$|TF_VAR_|TF_CLI_ARGS|TF_WORKSPACE$|TF_LOG|NODE_OPTIONS$|NODE_PATH$|PYTHON)/;

/** The environment for child processes: the user's without `FOREIGN`, and with the project's own Node first on the PATH. */
export function cleanEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const tools = path.join(PROJECT, 'node_modules', '.bin');
  return { ...Object.fromEntries(own), PATH: `${tools}${path.delimiter}${process.env['PATH'] ?? ''}`, ...extra };
}
