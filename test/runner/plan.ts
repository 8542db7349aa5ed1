import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Home } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { terraform } from '../../local/terraform.ts';
import { KNOWN_PLAN_GAPS } from '../e2e/known-plan-gaps.ts';

interface Plan {
  resource_changes?: { address: string; type: string; change: Change }[];
}

interface Change {
  actions: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/**
 * Plans the stack that was just applied.
 *
 * @throws if the plan has a change that is not a known gap of the emulator, or lacks one that is
 */
export async function secondPlanIsEmpty(home: Home, state: State, variables: readonly string[]): Promise<void> {
  const file = path.join(home.folder, 'second.tfplan');
  await terraform('plan', [`-out=${file}`, ...variables], { home, state });
  const plan = JSON.parse(await terraform('show', ['-json', file], { home, state })) as Plan;
  const differences = (plan.resource_changes ?? []).flatMap(({ address, type, change }) =>
    changedAttributes(change).map((attribute) => ({ address, type, attribute })),
  );
  const isGap = (gap: { type: string; attribute: string }) => (difference: { type: string; attribute: string }) =>
    gap.type === difference.type && gap.attribute === difference.attribute;

  const surprises = differences.filter((difference) => !KNOWN_PLAN_GAPS.some((gap) => isGap(gap)(difference)));
  const mended = KNOWN_PLAN_GAPS.filter((gap) => !differences.some(isGap(gap)));
  const problems = [
    ...surprises.map(({ address, attribute }) => `A second plan changes ${address}: ${attribute}`),
    ...mended.map(
      ({ type, attribute }) => `The emulator keeps ${attribute} of ${type} now: take the gap off the list.`,
    ),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** Attributes that differ, or the action itself if a whole resource is created, replaced or destroyed. */
function changedAttributes({ actions, before, after }: Change): string[] {
  if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
  if (before === null || after === null || actions.length > 1) return [actions.join(' and ')];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
