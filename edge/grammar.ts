import { CANONICAL } from '../handler/src/transform-grammar.ts';

/** Matches canonical transforms. The bundle holds the expression alone, not the table that it is made from: bundle.ts. */
export const TRANSFORM = CANONICAL;
