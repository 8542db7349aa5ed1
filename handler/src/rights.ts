/** Characters (code points) of a text that is written into variants; one that is kept is cut to as many. */
export const MOST_RIGHTS_CHARACTERS = 256;

/** What XML 1.0 can't hold, and C1 controls. */
const FORBIDDEN = String.raw`\u0000-\u001f\u007f-\u009f\ufffe\uffff`;

/** A text for variants, on one line. The variable `presets` of the Terraform module allows the same. */
export const RIGHTS_TEXT = new RegExp(`^[^${FORBIDDEN}]{1,${MOST_RIGHTS_CHARACTERS}}$`, 'u');

const FORBIDDEN_OR_SPACE = new RegExp(String.raw`[${FORBIDDEN}\s\ud800-\udfff]+`, 'gu');

/** What a file says, as one line that fits; undefined if nothing is left. */
export function rightsText(found: string): string | undefined {
  const characters = Array.from(found.replace(FORBIDDEN_OR_SPACE, ' ').trim());
  if (characters.length === 0) return undefined;
  if (characters.length <= MOST_RIGHTS_CHARACTERS) return characters.join('');
  return `${characters.slice(0, MOST_RIGHTS_CHARACTERS - 1).join('')}…`;
}
