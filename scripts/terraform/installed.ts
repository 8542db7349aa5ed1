import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What `terraform init` installed for a root folder: folders by the calls that lead to them, `network.subnets`. */
export type Installed = ReadonlyMap<string, string>;

interface Manifest {
  Modules: { Key: string; Dir: string }[];
}

/** This checkout, which a call that names Darkroom by git, registry or archive is checked against if it is not installed. */
const DARKROOM = path.join(import.meta.dirname, '..', '..');
const NAMES_DARKROOM = /(^|[/:@-])darkroom([./?_-]|$)/;

/** Reads `.terraform/modules/modules.json` of a root folder; empty if `terraform init` has not run there. */
export async function readInstalled(root: string): Promise<Installed> {
  const text = await readFile(path.join(root, '.terraform', 'modules', 'modules.json'), 'utf8').catch(() => null);
  if (text === null) return new Map();
  const { Modules } = JSON.parse(text) as Manifest;
  return new Map(Modules.filter(({ Key }) => Key !== '').map(({ Key, Dir }) => [Key, path.resolve(root, Dir)]));
}

/**
 * The folder of the module that a call names: a local path, what is installed for the call (`key`), or this checkout for
 * a source with Darkroom's name. Null if none of them is there.
 */
export async function folderOf(
  source: string,
  { from, key, installed }: { from: string; key: string; installed: Installed },
): Promise<string | null> {
  const local = /^\.{1,2}(\/|$)/.test(source) ? path.resolve(from, source) : null;
  const candidates = [
    local,
    installed.get(key) ?? null,
    NAMES_DARKROOM.test(source) && local === null ? DARKROOM : null,
  ];
  for (const folder of candidates) {
    if (folder !== null && (await isFolder(folder))) return folder;
  }
  return null;
}

export async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
