import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import { choose } from '../../../ops/doctor/choose.ts';
import type { Examination } from '../../../ops/doctor/examine.ts';
import { reportText } from '../../../ops/doctor/report.ts';
import { examineStack, idsOf } from './doctor.ts';
import type { Mend } from './doctor-faults.ts';
import { emptied } from './queues.ts';

export interface Fault {
  /** The checks that are to name it: one, but where it is as wrong in two places. */
  fails: string | readonly string[];
  make?: () => Promise<Mend>;
  options?: Partial<Examination>;
}

/** The emulator is quick: what has not come in so many seconds never comes. */
const PATIENCE = 6;

/**
 * Breaks the stack in all of these ways at the same time, has it examined, and mends it: those checks fail that are to name
 * the faults, those that need them are not made, and all others pass.
 */
export async function expectNamed(faults: readonly Fault[], only?: readonly string[]): Promise<void> {
  const mends: Mend[] = [];
  await emptied();
  try {
    for (const { make } of faults) if (make) mends.unshift(await make());
    const options = Object.assign({ patience: PATIENCE, only }, ...faults.map(({ options }) => options)) as object;
    const report = await examineStack(options);
    const failed = faults.flatMap(({ fails }) => fails);

    const named = idsOf(report, 'failed').sort();
    if (!isDeepStrictEqual(named, failed.toSorted())) console.error(reportText(report));
    expect(named).toEqual(failed.toSorted());
    expect(idsOf(report, 'not checked')).toEqual(blockedBy(failed, only));
    expect(report.left).toBeNull();
  } finally {
    for (const mend of mends) await mend();
  }
}

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
