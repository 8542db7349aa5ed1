import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a command needs is missing or not filled in; the message says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export interface Environment {
  name: string;
  /** The root module's folder. */
  folder: string;
  /** Terraform's data: providers, and which backend it is connected to. */
  data: string;
  /** Where a plan waits to be applied. */
  plan: string;
}

/** The example's state buckets, which nobody has. */
const PLACEHOLDER = /"(example-terraform-state[a-z-]*)"/;

/** @throws Refused if there is no such environment, or its backend is missing or still the example's. */
export async function findEnvironment(folder: string, name: string): Promise<Environment> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => file.endsWith('.tfvars')).map((file) => file.slice(0, -'.tfvars'.length));
  if (names.length === 0) throw new Refused(`There is no environment in ${folder}: it contains no *.tfvars file.`);
  if (!names.includes(name)) {
    const asked = name === '' ? 'No environment is named' : `There is no environment "${name}"`;
    throw new Refused(`${asked}: ENV must be one of ${names.sort().join(', ')} (the *.tfvars files in ${folder}).`);
  }
  const backend = path.join(folder, `${name}.s3.tfbackend`);
  const text = await readFile(backend, 'utf8').catch(() => null);
  if (text === null) throw new Refused(`There is no ${backend}, which says where the state of ${name} is kept.`);
  const [, bucket] = PLACEHOLDER.exec(text) ?? [];
  if (bucket !== undefined) {
    throw new Refused(
      `${backend} names the example's bucket ${bucket}: put your own bucket and account there, and your account_id into ` +
        `${name}.tfvars. ${path.join('examples', 'environments', 'README.md')} says how to make the bucket.`,
    );
  }
  const data = path.join(folder, '.terraform', name);
  return { name, folder, data, plan: path.join(data, 'plan') };
}
