import { globSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';

import { refuseWhenClosing, track } from '../../local/children.ts';
import { endGroup } from '../../local/processes.ts';

/** The addresses of the provider: Terraform's and OpenTofu's. */
const ADDRESSES = ['registry.terraform.io/hashicorp/aws', 'registry.opentofu.org/hashicorp/aws'];
const ATTACH = /TF_REATTACH_PROVIDERS='(.+)'/;

/**
 * Runs `work` beside one AWS provider that stays up, with the variables that make Terraform use it. Without, each run of a
 * test starts a provider only to learn its schema, which takes longer than most plans: the sixteen runs of `modules/bucket`
 * take 17 seconds of CPU time so, and 2 with a provider that is there. The tests mock every request to AWS, so that no two
 * of them disturb each other. See "Debugging Terraform providers" in HashiCorp's plugin documentation.
 *
 * @param data the initialised folder (`TF_DATA_DIR`) that has the provider
 * @throws if it has none, or if the provider ends before it is ready or before `work` is done
 */
export async function besideProvider<T>(
  data: string,
  env: NodeJS.ProcessEnv,
  work: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  // The folder of the platform is often a link, into which a glob doesn't look.
  const [folder] = globSync(path.join(data, 'providers', '*', 'hashicorp', 'aws', '*', '*'));
  const names = folder === undefined ? [] : await readdir(folder);
  const program = names.find((name) => name.startsWith('terraform-provider-aws'));
  if (folder === undefined || program === undefined)
    throw new Error(`There is no AWS provider in ${data}: terraform init has not installed it.`);
  refuseWhenClosing();
  const provider = execa(path.join(folder, program), ['-debug'], {
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  const forget = provider.pid === undefined ? undefined : track(provider.pid);
  try {
    const attach = await attachment(provider.stdout);
    if (attach === undefined) throw new Error(`${program} did not start:\n${(await provider).all}`);
    const result = await work({ ...env, TF_REATTACH_PROVIDERS: attach });
    if (provider.exitCode === null && provider.signalCode === null) return result;
    throw new Error(`${program} ended while it was used:\n${(await provider).all.slice(-4000)}`);
  } finally {
    if (provider.pid !== undefined) await endGroup(provider.pid);
    forget?.();
  }
}

/** What the provider asks for in `TF_REATTACH_PROVIDERS`, under each address; undefined if it ends without. */
async function attachment(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const [, given] = ATTACH.exec(line) ?? [];
    if (given === undefined) continue;
    const [one] = Object.values(JSON.parse(given) as Record<string, unknown>);
    return JSON.stringify(Object.fromEntries(ADDRESSES.map((address) => [address, one])));
  }
  return undefined;
}
