import { comparisons } from './comparisons.ts';
import { judged } from './judge.ts';
import { makeOutcomes } from './outcomes.ts';

const { outcomes, python, complete } = await makeOutcomes(
  'Compare every picture of public test suites that Darkroom accepts with what Pillow makes of it.',
);
const { lines, failed } = judged(outcomes, await comparisons(python, outcomes), complete);
console.log(lines.join('\n'));
process.exitCode = failed ? 1 : 0;
