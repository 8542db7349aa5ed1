import type { Limits } from '../../types.ts';
import { tooLittle } from '../reject.ts';
import { decodableShare } from './share.ts';

/**
 * Called for a JPEG that a decoder warned about: it fills what it cannot decode with grey, or with noise.
 *
 * @throws {Rejection} `corrupt` if too little of it can be decoded.
 */
export function checkShare(bytes: Uint8Array, limits: Limits): void {
  const share = decodableShare(bytes);
  if (share !== undefined && share * 100 < limits.decodedPercent) throw tooLittle('jpeg', share, limits);
}
