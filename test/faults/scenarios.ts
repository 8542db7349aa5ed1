/** `make faults`: the scenarios, on a stack of their own. */
import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { PROJECT } from '../../local/paths.ts';
import { closingLine } from '../runner/counts.ts';
import { jest } from '../runner/jest.ts';
import { SOAK_HOME, soakStack } from './support/soak-stack.ts';

endOnInterrupt(() => stopEmulator(SOAK_HOME));
try {
  await soakStack(false);
  const only = process.argv.slice(2);
  const counts = await jest('scenarios', PROJECT, ['--selectProjects', 'scenarios', '--runInBand', ...only]);
  for (const detail of counts.details) console.log(detail);
  console.log(closingLine(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
} finally {
  await stopEmulator(SOAK_HOME);
}
