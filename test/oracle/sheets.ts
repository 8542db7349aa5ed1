import path from 'node:path';
import { execa } from 'execa';

import { LOCAL } from '../../local/paths.ts';
import { makeOutcomes } from './outcomes.ts';

const { outcomes, python } = await makeOutcomes('Make contact sheets of every accepted picture of public test suites.');
const input = outcomes.flatMap((each) => ('raster' in each ? [JSON.stringify(each)] : [])).join('\n');
const script = path.join(import.meta.dirname, 'sheets.py');
const { stdout } = await execa(python, [script, path.join(LOCAL, 'oracle', 'sheets')], { input });
console.log(stdout);
