import { variantNames } from '../image/names.ts';
import type { Presets } from '../presets.ts';
import type { Store } from '../store/index.ts';

/**
 * The PNGs of the overlays that these variants carry, by SHA-256; undefined if they carry none.
 * @throws transient errors
 */
export async function readOverlays(
  { overlays }: Pick<Store, 'overlays'>,
  presets: Presets,
  names: readonly string[],
): Promise<Record<string, Uint8Array> | undefined> {
  const wanted = variantNames(presets).filter(({ name }) => names.includes(name));
  const digests = new Set(wanted.flatMap(({ preset }) => presets[preset]?.overlay?.sha256 ?? []));
  if (digests.size === 0) return undefined;
  return Object.fromEntries(
    await Promise.all([...digests].map(async (sha256) => [sha256, await overlays.read(sha256)] as const)),
  );
}
