import { describeFault, type Fault } from './fault.ts';
import { change, type Entry, type Uploader } from './ledger.ts';
import type { ObservedRequest, Service } from './observed-request.ts';
import type { Director } from './proxy.ts';
import { mishap, type Moment } from './upload-plan.ts';

/** Numbers of faults in a run, by kind. */
export type Tally = Map<string, number>;

export interface Conditions {
  /** Services that currently answer only 503. */
  readonly out: Set<Service>;
  /** Once set, no more faults are injected. */
  healed: boolean;
}

/** Carries out the entries' scripts, and records the observed requests. */
export function createDirector(
  seed: number,
  entries: ReadonlyMap<string, Entry>,
  uploader: Uploader,
  conditions: Conditions,
  tally: Tally,
): Director {
  const note = (kind: string): void => {
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
  };
  const before = async (sight: ObservedRequest): Promise<Fault | null> => {
    if (conditions.out.has(sight.service)) return { kind: 'refuse', status: 503, after: false };
    const entry = sight.path === null ? undefined : entries.get(sight.path);
    if (entry === undefined || conditions.healed) return null;
    const all = `${sight.method} ${sight.point}`;
    const times = entry.seen.get(all) ?? 0;
    entry.seen.set(all, times + 1);
    const isNow = ({ at }: { at: Moment }): boolean => at.point === sight.point && at.nth === times + 1;
    for (const due of take(entry.changes, isNow)) {
      note(due.kind);
      await change(uploader, entry, due);
    }
    const [kill] = take(entry.kills, isNow);
    return kill?.fault ?? mishap(seed, entry.number, sight, times);
  };
  return {
    before,
    after: (sight, status, fault) => {
      if (fault !== null) note(describeFault(fault));
      const entry = sight.path === null ? undefined : entries.get(sight.path);
      if (entry !== undefined) record(entry, sight, status, fault);
    },
  };
}

/** Records the outcome of a request. */
export function record(entry: Entry, sight: ObservedRequest, status: number, fault: Fault | null): void {
  const done = status >= 200 && status < 300;
  entry.trail.push(`${sight.method} ${sight.point}: ${status}${fault ? `, but ${describeFault(fault)}` : ''}`);
  if (sight.point === 'read' && done && (fault === null || !LOSES_BODY.has(fault.kind))) entry.reads += 1;
  if (sight.point === 'report' && done) {
    entry.told.add(sight.told ?? '');
    entry.toldAt = performance.now();
  }
}

/** After these requests the function has no image to work on. */
const LOSES_BODY = new Set<Fault['kind']>(['truncate', 'refuse', 'reset']);

/** Removes the matching elements from a list, and returns them. */
function take<T>(list: T[], passes: (item: T) => boolean): T[] {
  const taken = list.filter(passes);
  for (const item of taken) list.splice(list.indexOf(item), 1);
  return taken;
}
