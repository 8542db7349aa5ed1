export { makeVariants } from './make.ts';
export { variantNames } from './names.ts';
export { RELEASE } from './release.ts';
export type * from './types.ts';
export { SOURCE_FORMATS } from './types.ts';
