import type { Element } from '@xmldom/xmldom';

import { parseXmp } from '../xmp-document.ts';
import type { Rights } from './index.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const DC = 'http://purl.org/dc/elements/1.1/';
const PHOTOSHOP = 'http://ns.adobe.com/photoshop/1.0/';
const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Properties of the picture itself: what XMP says about its ingredients or earlier versions, deeper in the tree, is about other
 * pictures.
 * @throws if the bytes are not XML
 */
export function rightsInXmp(bytes: Uint8Array): Rights {
  const document = parseXmp(Buffer.from(bytes).toString('utf8'));
  const descriptions = [...document.getElementsByTagNameNS(RDF, 'Description')].filter(
    ({ parentNode }) => parentNode?.namespaceURI === RDF && parentNode.localName === 'RDF',
  );
  const first = (namespace: string, name: string): string | undefined =>
    descriptions.flatMap((each) => propertyOf(each, namespace, name) ?? [])[0];
  return { copyright: first(DC, 'rights'), credit: first(PHOTOSHOP, 'Credit') };
}

/** A value is an attribute or an element, as RDF allows; of alternatives in several languages, the default one. */
function propertyOf(description: Element, namespace: string, name: string): string | undefined {
  const attribute = description.getAttributeNS(namespace, name);
  if (attribute !== null && attribute.trim() !== '') return attribute;
  const element = [...description.getElementsByTagNameNS(namespace, name)].find(
    ({ parentNode }) => parentNode === description,
  );
  if (element === undefined) return undefined;
  const items = [...element.getElementsByTagNameNS(RDF, 'li')];
  const item = items.find((each) => each.getAttributeNS(XML, 'lang') === 'x-default') ?? items[0];
  return (item ?? element).textContent?.trim() || undefined;
}
