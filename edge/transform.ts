import type { EdgeConfig } from './config.ts';
import { TRANSFORM } from './grammar.ts';

/** Whether a text is a canonical transform within the stack's bounds: `parseTransform`, which says why not, agrees. */
export function isTransform(text: string, bounds: Pick<EdgeConfig, 'maxDimension' | 'formats'>): boolean {
  return (
    TRANSFORM.test(text) &&
    text.split(',').every((option) => {
      const value = option.slice(2);
      if (/^[wh]_/.test(option)) return Number(value) <= bounds.maxDimension;
      return option.indexOf('f_') !== 0 || bounds.formats.some((format) => format === value);
    })
  );
}
