import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { MainModule } from 'libheif-js/libheif-wasm/libheif.js';

import { lazily } from '../lazily.ts';

/** libheif, as its C API (libheif/api/libheif/heif.h): structures are returned into memory of the caller. */
export type Libheif = Omit<MainModule, 'HEAPU8'> & {
  /** The memory of the instance. It is replaced when the memory grows, so nobody may keep it. */
  readonly HEAPU8: Uint8Array;
};

type Factory = (options: {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => unknown;
  readonly print: () => void;
  readonly printErr: () => void;
}) => Libheif;

const PACKAGE = 'libheif-js/libheif-wasm';

interface Compiled {
  readonly factory: Factory;
  readonly module: WebAssembly.Module;
}

/** Once for each process: that takes longer than an instance does. */
const compiled = lazily(() => compile(import.meta.url));

/**
 * @param from of a file beside which, or above, the package is installed
 * @throws if the package is not there
 */
export async function compile(from: string): Promise<Compiled> {
  const require = createRequire(from);
  let wasm: string;
  try {
    wasm = require.resolve(`${PACKAGE}/libheif.wasm`);
  } catch (error) {
    throw new Error(
      'limits.heic_pixels is not 0, but this zip has no decoder of HEIC: make it with `make build HEIC=1`, or set ' +
        'limits.heic_pixels to 0.',
      { cause: error },
    );
  }
  return {
    factory: require(`${PACKAGE}/libheif.js`) as Factory,
    module: await WebAssembly.compile(await readFile(wasm)),
  };
}

/**
 * A new instance, with memory of its own: whatever a hostile picture does to it ends with that picture.
 *
 * @throws if the zip was built without the decoder
 */
export async function newLibheif(): Promise<Libheif> {
  const { factory, module } = await compiled();
  return factory({
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  });
}
