import { FITS, POSITIONS, SHARPENINGS } from '../../handler/src/options.ts';
import { STANDARD, type Transform } from '../../handler/src/transforms.ts';
import type { Stack } from '../../packages/client/src/index.ts';

/** An option of a transform, as a form shows it. */
export interface Option {
  readonly name: keyof Transform;
  readonly label: string;
  /** What there is to choose from; a number, a text or a switch without. */
  readonly choices?: (stack: Stack) => readonly string[];
  readonly kind: 'number' | 'text' | 'choice' | 'switch';
}

export const OPTIONS: readonly Option[] = [
  { name: 'width', label: 'Width', kind: 'number' },
  { name: 'height', label: 'Height', kind: 'number' },
  { name: 'fit', label: 'Fit', kind: 'choice', choices: () => FITS },
  { name: 'position', label: 'Position', kind: 'choice', choices: () => POSITIONS },
  { name: 'background', label: 'Background', kind: 'text' },
  { name: 'corners', label: 'Corners', kind: 'number' },
  { name: 'sharpen', label: 'Sharpen', kind: 'choice', choices: () => SHARPENINGS },
  {
    name: 'format',
    label: 'Format',
    kind: 'choice',
    choices: ({ transforms }) => ['plain', ...(transforms?.formats ?? [])],
  },
  { name: 'quality', label: 'Quality', kind: 'number' },
  { name: 'grayscale', label: 'Greys', kind: 'switch' },
  { name: 'enlarge', label: 'Enlarge', kind: 'switch' },
  { name: 'animated', label: 'Animated', kind: 'switch' },
];

interface FieldProps {
  option: Option;
  /** Null while the text is none. */
  transform: Transform | null;
  change: (part: Partial<Transform>) => void;
  stack: Stack;
}

export function Field({ option: { name, label, kind, choices }, transform, change, stack }: FieldProps) {
  const value = transform?.[name];
  const set = (next: unknown): void => {
    change({ [name]: next });
  };
  const common = { disabled: transform === null };
  if (kind === 'switch')
    return (
      <label class="switch">
        <input
          type="checkbox"
          {...common}
          checked={value === true}
          onChange={({ currentTarget }) => {
            set(currentTarget.checked);
          }}
        />{' '}
        {label}
      </label>
    );
  return (
    <label>
      {label}
      {kind === 'choice' ? (
        <select
          {...common}
          value={String(value)}
          onChange={({ currentTarget }) => {
            set(currentTarget.value);
          }}
        >
          {choices?.(stack).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          {...(kind === 'number' ? { type: 'number' as const, min: name === 'corners' ? 0 : 1 } : {})}
          value={value === null || value === undefined ? '' : String(value)}
          onChange={({ currentTarget: { value: given } }) => {
            if (kind === 'text') set(given || '#ffffff');
            else set(given === '' ? STANDARD[name] : Number(given));
          }}
        />
      )}
    </label>
  );
}
