import path from 'node:path';
import { build, type Plugin } from 'esbuild';

import { projectVersion } from '../handler/build/version.ts';
import { TRANSFORM } from './grammar.ts';

// cloudfront-js-2.0 is ES 5.1 plus a documented selection of newer syntax; esbuild rewrites everything else.
const SUPPORTED = { 'const-and-let': true, arrow: true, 'template-literal': true, 'rest-argument': true };

/** The expression as it is now, in place of what it is computed from. */
const grammar: Plugin = {
  name: 'grammar',
  setup: (bundle) => {
    bundle.onLoad({ filter: /[\\/]edge[\\/]grammar\.ts$/ }, () => ({
      contents: `export const TRANSFORM = ${String(TRANSFORM)};`,
    }));
  },
};

/**
 * Bundles the viewer function into the one script that CloudFront Functions accepts: a top-level `handler`, `require`
 * for the runtime's own module, and a global `DARKROOM` that the deployment prepends. Its first line is a comment with
 * the version.
 */
export async function bundleEdge(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(import.meta.dirname, 'handler.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    external: ['crypto'],
    target: 'es5',
    supported: SUPPORTED,
    charset: 'ascii',
    minify: true,
    legalComments: 'none',
    plugins: [grammar],
    banner: { js: `// darkroom ${await projectVersion()}` },
  });
  return asScript(result.outputFiles[0]?.text ?? '');
}

function asScript(module: string): string {
  return replaceOne(
    replaceOne(module, /import ([\w$]+) from"crypto";/, 'const $1=require("crypto");'),
    /export\{([\w$]+) as handler\};\s*$/,
    'function handler(event){return $1(event)}\n',
  );
}

function replaceOne(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Error(`The bundle should hold ${String(pattern)}; has esbuild's output changed?`);
  return text.replace(pattern, replacement);
}
