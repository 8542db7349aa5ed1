import { type Part, PARTS, SPELLINGS } from '../../handler/src/transform-grammar.ts';
import { STANDARD, type Transform } from '../../handler/src/transforms.ts';
import type { Stack } from '../../packages/client/src/index.ts';

interface FieldsProps {
  /** Null while the text is none. */
  transform: Transform | null;
  change: (part: Partial<Transform>) => void;
  stack: Stack;
}

/** A field for each part that a transform can spell, as the table of options describes it. */
export function Fields(props: FieldsProps) {
  return (
    <div class="fields">
      {PARTS.map((part) => (
        <Field key={part} part={part} {...props} />
      ))}
    </div>
  );
}

function Field({ part, transform, change, stack }: FieldsProps & { part: Part }) {
  const { type, words } = SPELLINGS[part];
  const label = part.charAt(0).toUpperCase() + part.slice(1);
  const standard = STANDARD[part];
  const common = { disabled: transform === null };
  const value = String(transform?.[part] ?? '');
  const set = (next: unknown): void => {
    change({ [part]: next === '' ? standard : next });
  };
  if (type === 'flag')
    return (
      <label class="switch">
        <input
          type="checkbox"
          {...common}
          checked={transform?.[part] === true}
          onChange={({ currentTarget }) => {
            set(currentTarget.checked);
          }}
        />{' '}
        {label}
      </label>
    );
  const allowed = part === 'format' ? words.filter((word) => stack.transforms?.formats.includes(word)) : words;
  return (
    <label>
      {label}
      {type === 'word' ? (
        <select
          {...common}
          value={value}
          onChange={({ currentTarget }) => {
            set(currentTarget.value);
          }}
        >
          {[standard, ...allowed.filter((word) => word !== standard)].map((word) => (
            <option key={word} value={String(word ?? '')}>
              {word ?? 'none'}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          {...(type === 'number'
            ? { type, min: Number(standard ?? 1) }
            : { type, list: words.length > 0 ? part : undefined })}
          value={value}
          onChange={({ currentTarget: { value: given } }) => {
            set(type === 'number' && given !== '' ? Number(given) : given);
          }}
        />
      )}
      {type === 'text' && words.length > 0 && (
        <datalist id={part}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </label>
  );
}
