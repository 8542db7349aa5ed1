import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/** Where AWS's clients keep the tables of their operations and shapes. */
const SCHEMAS = /\/dist-es\/schemas\/[^/]+$/;

const ES_MODULE = /^(?:import|export)\b/m;

const SHORT_NAMES = { minifyIdentifiers: true, format: 'esm' } as const;

const CONSTANT = /^const (\w+) = ("(?:[^"\\]|\\.)*");$/gm;
const COMPUTED_KEY = /(?<=[{,]\s*)\[(\w+)\]:/g;

/**
 * Makes third parties' code smaller than esbuild alone can, because to read it is a third of a function's start: the
 * tables of AWS's clients are reduced to what is used, local names are shortened, and of a client's `package.json` only
 * the version is left, which it sends as its user agent. Our own code keeps its names: a stack trace in a log has to be
 * readable without a source map.
 */
export const smallDependencies: Plugin = {
  name: 'small-dependencies',
  setup(build) {
    build.onLoad({ filter: /\/node_modules\/@aws-sdk\/[^/]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: /\/node_modules\/.*\.m?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      // Only an ES module's top-level names are its own.
      if (!ES_MODULE.test(source)) return undefined;
      const { code } = await transform(SCHEMAS.test(path) ? withLiteralKeys(source) : source, SHORT_NAMES);
      return { contents: code, loader: 'js' };
    });
  },
};

/**
 * `{ [_h]: 1 }` becomes `{ "http": 1 }` wherever the module says `const _h = "http"`. esbuild drops what nobody uses
 * only if evaluating it has no effects, and takes it that a computed key may have some: it would keep the schemas of
 * all of the hundred operations of S3, of which we call a few.
 */
export function withLiteralKeys(source: string): string {
  const constants = new Map([...source.matchAll(CONSTANT)].map(([, name, literal]) => [name, literal]));
  return source.replace(COMPUTED_KEY, (key, name: string) => {
    const literal = constants.get(name);
    return literal === undefined ? key : `${literal}:`;
  });
}
