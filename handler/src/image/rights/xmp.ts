import type { Rights } from './index.ts';

/**
 * XMP with the two properties of the IPTC Photo Metadata Standard, Copyright Notice (`dc:rights`) and Credit Line
 * (`photoshop:Credit`), and no others; undefined if there is neither. The same texts give the same bytes: no date, no tool.
 */
export function xmpOf({ copyright, credit }: Rights): string | undefined {
  if (copyright === undefined && credit === undefined) return undefined;
  const notice =
    copyright === undefined
      ? ''
      : `<dc:rights xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt><rdf:li xml:lang="x-default">${escaped(copyright)}</rdf:li></rdf:Alt></dc:rights>`;
  const line =
    credit === undefined
      ? ''
      : `<photoshop:Credit xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${escaped(credit)}</photoshop:Credit>`;
  return (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about="">${notice}${line}</rdf:Description></rdf:RDF></x:xmpmeta>`
  );
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
