import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Edge, Engine } from './engine.ts';

/**
 * The command line of nginx's njs, from which CloudFront's runtime is derived. No package registry has it, so it is an
 * additional engine if it is installed: DARKROOM_NJS names the program (`njs` of Debian and Ubuntu).
 */
export const njs = (program: string): Engine => ({
  name: 'njs',
  // Its strings are UTF-8, which has no lone surrogates, and so are CloudFront's requests from browsers.
  takes: (event) => !/\\ud[89a-f]/i.test(JSON.stringify(event)),
  load: (script): Edge => {
    evaluate(program, script);
    return (event) =>
      JSON.parse(
        evaluate(program, `${script};console.log(JSON.stringify(handler(JSON.parse(${ascii(event)}))))`),
      ) as ReturnType<Edge>;
  },
});

function evaluate(program: string, code: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'darkroom-njs-'));
  try {
    const file = path.join(folder, 'edge.js');
    writeFileSync(file, code);
    return execFileSync(program, [file], { encoding: 'utf8', stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A literal of the event's JSON in ASCII, so that no file encoding can change it. */
const ascii = (event: unknown): string =>
  JSON.stringify(JSON.stringify(event)).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
