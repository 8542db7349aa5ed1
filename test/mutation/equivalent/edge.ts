import { alike, type Equivalent } from './equivalent.ts';

const EMPTY_SEGMENT =
  'Only an empty first segment makes a difference, and no preset is called that, with or without what follows';
const FIRST = 'const first = slash < 0 ? path : path.slice(0, slash);';
const REST = "const rest = slash < 0 ? '' : path.slice(slash + 1);";

export const EDGE: readonly Equivalent[] = [
  {
    file: 'edge/event.ts',
    source: "if (!field) return '';",
    change: "'' → 'mutated'",
    reason: 'A missing Accept header and one of no known type come to the same, and a missing expiry is not read',
  },
  ...alike('edge/handler.ts', FIRST, EMPTY_SEGMENT, '< → <=', '0 → 1'),
  ...alike('edge/handler.ts', REST, EMPTY_SEGMENT, '< → <=', '0 → 1'),
  {
    file: 'edge/signature.ts',
    source: 'for (let at = 0; at < expected.length; at++) {',
    change: '< → <=',
    reason: 'Behind the ends of both there is nothing that differs; where only one ends, the lengths do',
  },
];
