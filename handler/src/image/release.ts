/**
 * Part of every manifest's digest, so that raising it makes a sweep remake all variants. Raise it with each change of
 * this folder, or of sharp, that produces different bytes from the same original and presets.
 */
export const RELEASE = 2;
