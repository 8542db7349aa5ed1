/**
 * `make conformance`: tests the store and the flow against two implementations of S3, SNS and SQS, with known
 * differences.
 */
import { endOnInterrupt } from '../../local/children.ts';
import { PROJECT } from '../../local/paths.ts';
import { closingLine } from '../runner/counts.ts';
import { jest } from '../runner/jest.ts';
import { type Running, startMiniStack, startMoto, stopMiniStack } from './support/start.ts';

const running: Running[] = [];
endOnInterrupt(stopMiniStack);
try {
  const started = await Promise.allSettled([startMiniStack(), startMoto()]);
  for (const each of started) if (each.status === 'fulfilled') running.push(each.value);
  for (const each of started) if (each.status === 'rejected') throw each.reason;
  const told = running.map(({ name, endpoint, credentials }) => ({ name, endpoint, credentials }));
  const env = { DARKROOM_CONFORMANCE: JSON.stringify(told) };
  // Each server and each test file uses one thread: two of them use two CPUs.
  const args = ['--selectProjects', 'conformance', '--maxWorkers=2'];
  const counts = await jest('conformance', PROJECT, args, { env });
  for (const details of counts.details) console.log(details);
  console.log(closingLine(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
} finally {
  await Promise.all(running.map(({ stop }) => stop()));
}
