/*
 * How the variant of a transform is called. The viewer function is built from this file too.
 */

/**
 * Last segment of the key of a transform's variant: `~w_300~h_200` for `w_300,h_200`, in unreserved characters only.
 */
export function nameOfTransform(text: string): string {
  return `~${text.replace(/,/g, '~')}`;
}
