import { type Document, DOMParser } from '@xmldom/xmldom';

/** @throws if the packet is not XML */
export const parseXmp = (xmp: string): Document => new DOMParser({ onError: refuse }).parseFromString(xmp, 'text/xml');

function refuse(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}
