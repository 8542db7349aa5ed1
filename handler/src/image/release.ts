/**
 * Part of every manifest's digest, and so what makes a sweep remake variants: raise it with each change of this folder,
 * or of sharp, that gives the same original and presets other bytes.
 */
export const RELEASE = 1;
