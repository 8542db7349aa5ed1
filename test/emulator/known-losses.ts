import type { KnownLoss } from '../support/upgrade.ts';

/** What upgrades remove or replace although a `moved` block could not keep it, each with the reason why nothing is lost. */
export const KNOWN_LOSSES: readonly KnownLoss[] = [];
