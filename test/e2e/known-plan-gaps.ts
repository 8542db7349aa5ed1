/**
 * What the emulator forgets of a resource, so that a second plan wants to write it again. Each is a gap of the
 * emulator's, with the reason; the tests fail on any other difference, and on a gap that is there no longer.
 */
export interface PlanGap {
  type: string;
  attribute: string;
  reason: string;
}

export const KNOWN_PLAN_GAPS: readonly PlanGap[] = [];
