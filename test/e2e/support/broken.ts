import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import { choose } from '../../../ops/doctor/choose.ts';
import { reportText } from '../../../ops/doctor/report.ts';
import { type FaultName, FAULTS } from '../doctor-faults/list.ts';
import { examineStack, idsOf, settled } from './doctor.ts';
import { type Made, MAKERS } from './fault-makers.ts';
import { emptied } from './queues.ts';

/** Seconds after which what has not come never comes: the emulator answers in one or two, on a busy machine in six. */
const PATIENCE = 15;

/**
 * Breaks the stack in all of these ways at the same time, has it examined, and mends it: those checks fail that are to name
 * the faults, those that need them are not made, and all others pass.
 */
export async function expectNamed(faults: readonly FaultName[], only?: readonly string[]): Promise<void> {
  const made: Made[] = [];
  await emptied();
  try {
    for (const fault of faults) {
      const one = await MAKERS[fault]();
      made.unshift(typeof one === 'function' ? { mend: one } : one);
    }
    const options = Object.assign({ patience: PATIENCE, only }, ...made.map(({ options }) => options)) as object;
    const report = await examineStack(options);
    const failed = checksOf(faults);

    const named = idsOf(report, 'failed').sort();
    if (!isDeepStrictEqual(named, failed.toSorted())) console.error(reportText(report));
    expect(named).toEqual(failed.toSorted());
    expect(idsOf(report, 'not checked')).toEqual(blockedBy(failed, only));
    expect(report.left).toBeNull();
  } finally {
    for (const { mend } of made) await mend();
  }
}

/** Has the stack examined once more after the faults were mended: the checks that named them pass. */
export async function expectHealed(faults: readonly FaultName[]): Promise<void> {
  await settled();
  const report = await examineStack({ patience: PATIENCE, only: checksOf(faults) });
  const unwell = report.results.filter(({ verdict }) => verdict !== 'passed');
  expect(unwell.map(({ check, came }) => `${check.id}: ${came}`)).toEqual([]);
}

/** Ids of the checks that are to name these faults. */
export const checksOf = (faults: readonly FaultName[]): string[] => faults.flatMap((fault) => FAULTS[fault].checks);

/** Ids of the checks that can't be made when these have failed, in their order. */
function blockedBy(failed: readonly string[], only: readonly string[] | undefined): string[] {
  const checks = choose(CHECKS, only);
  const blocked = new Set<string>();
  for (;;) {
    const more = checks.filter(
      ({ id, needs }) => !blocked.has(id) && needs.some((need) => failed.includes(need) || blocked.has(need)),
    );
    if (more.length === 0) return checks.map(({ id }) => id).filter((id) => blocked.has(id));
    for (const { id } of more) blocked.add(id);
  }
}
