import { describe, expect, test } from '@jest/globals';

import { outboxMark, stateTag } from '../../../handler/src/reconcile/marks.ts';
import type { Observation } from '../../../handler/src/reconcile/observe.ts';
import { recordPendingReport } from '../../../handler/src/reconcile/pending-report.ts';
import type { Run } from '../../../handler/src/reconcile/run.ts';
import { type Listed, MOST_LISTED } from '../../../handler/src/store/index.ts';
import { KEYS, PATH } from '../../support/simulation/index.ts';

const DIGEST = 'digest';
const ENTRY: Listed = { name: '~w_300', etag: 'e', modified: 0 };
const ORIGINAL = { etag: 'e', version: 'v1', bytes: 3 };

/** What becomes of a run that is about to act on this many variants. */
async function recorded(
  changes: boolean,
  { listed = 1, original = ORIGINAL, ...told }: Partial<Run> & { listed?: number; original?: Observation['original'] },
) {
  const marks: string[] = [];
  const locks = { mark: (_path: string, name: string) => Promise.resolve(marks.push(name)) };
  const run = {
    path: PATH,
    keys: KEYS,
    plan: { digest: DIGEST },
    store: { locks },
    report: () => Promise.resolve(),
    isFirst: true,
    acted: false,
    unmarked: false,
    promised: new Set(),
    ...told,
  } as unknown as Run;
  const seen = { original, listed: Array<Listed>(listed).fill(ENTRY) } as unknown as Observation;
  await recordPendingReport(run, seen, changes);
  return { marks, promised: [...run.promised], acted: run.acted, unmarked: run.unmarked };
}

describe('before a reconcile acts, it leaves', () => {
  test.each([
    ['a mark of the purge of this version', 'p', true, true, ORIGINAL],
    ['a mark of the purge of a path that is removed', 'p', true, true, null],
    ['a mark of the event of this version, of a message that may not come again', 'e', false, false, ORIGINAL],
  ] as const)('%s', async (_what, kind, changes, isFirst, original) => {
    const mark = outboxMark(kind, stateTag(original?.version, DIGEST));
    const expected = { marks: [mark], promised: [mark], acted: true, unmarked: false };
    expect(await recorded(changes, { isFirst, original })).toEqual(expected);
  });

  test('no mark of an event alone at a first delivery, unless another message does the rest', async () => {
    const none = { marks: [], promised: [], acted: true, unmarked: true };
    expect(await recorded(false, { listed: MOST_LISTED - 1 })).toEqual(none);
    const mark = outboxMark('e', stateTag(ORIGINAL.version, DIGEST));
    expect(await recorded(false, { listed: MOST_LISTED })).toMatchObject({ marks: [mark], unmarked: false });
  });

  test.each([true, false])('no mark if nobody is told (of a change: %s)', async (changes) => {
    expect(await recorded(changes, { report: null })).toEqual({
      marks: [],
      promised: [],
      acted: true,
      unmarked: false,
    });
  });
});
