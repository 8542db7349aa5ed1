import type { Element } from '@xmldom/xmldom';

import type { Point } from '../focal-point.ts';
import type { Size } from './raster.ts';
import { parseXmp } from './xmp-document.ts';

/*
 * Regions as the Metadata Working Group defined them (Guidelines for Handling Image Metadata 2.0, section 5.8), which
 * Lightroom, digiKam, Picasa and phones write: a value is an attribute or an element, as RDF allows.
 */
const REGIONS = 'http://www.metadataworkinggroup.com/schemas/regions/';
const AREA = 'http://ns.adobe.com/xmp/sType/Area#';
const DIMENSIONS = 'http://ap.ns.adobe.com/xap/1.0/sType/Dimensions#';
const DIMENSIONS_TOO = 'http://ns.adobe.com/xap/1.0/sType/Dimensions#';

/** What a picture is cropped around, the first kind that it has. Bar codes are not among them. */
const KINDS = ['face', 'pet', 'focus'];

/** How far the aspect ratio may be from the one that the regions were made for: more, and the picture was cropped since. */
const MOST_DIFFERENCE = 0.02;

/**
 * The middle of the box around all regions of the first kind that there is, in shares of the stored picture.
 * @throws if the text is not XML
 */
export function focusOfRegions(xmp: string, stored: Size): Point | undefined {
  const document = parseXmp(xmp);
  const dimensions = document.getElementsByTagNameNS(REGIONS, 'AppliedToDimensions').item(0);
  if (dimensions !== null && !isOfShape(dimensions, stored)) return undefined;
  const found = [...document.getElementsByTagNameNS(REGIONS, 'Area')].flatMap((area) => {
    const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((name) => numberIn(area, AREA, name));
    const unit = valueIn(area, AREA, 'unit') ?? 'normalized';
    if (x === undefined || y === undefined || unit !== 'normalized') return [];
    return [
      {
        kind: kindOf(area),
        left: x - (w ?? 0) / 2,
        right: x + (w ?? 0) / 2,
        top: y - (h ?? 0) / 2,
        bottom: y + (h ?? 0) / 2,
      },
    ];
  });
  const kind = KINDS.find((each) => found.some((region) => region.kind === each));
  const regions = found.filter((region) => region.kind === kind);
  if (kind === undefined) return undefined;
  return {
    x: (Math.min(...regions.map(({ left }) => left)) + Math.max(...regions.map(({ right }) => right))) / 2,
    y: (Math.min(...regions.map(({ top }) => top)) + Math.max(...regions.map(({ bottom }) => bottom))) / 2,
  };
}

/** The type of the region that has this area: of what is around it, an attribute or an element beside it. */
function kindOf(area: Element): string | undefined {
  const parent = area.parentNode;
  return parent !== null && 'getAttributeNS' in parent
    ? valueIn(parent as Element, REGIONS, 'Type')?.toLowerCase()
    : undefined;
}

function isOfShape(dimensions: Element, stored: Size): boolean {
  const side = (name: string): number | undefined =>
    numberIn(dimensions, DIMENSIONS, name) ?? numberIn(dimensions, DIMENSIONS_TOO, name);
  const [width, height] = [side('w'), side('h')];
  if (width === undefined || height === undefined) return true;
  return Math.abs((width / height) * (stored.height / stored.width) - 1) <= MOST_DIFFERENCE;
}

function numberIn(element: Element, namespace: string, name: string): number | undefined {
  const text = valueIn(element, namespace, name);
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function valueIn(element: Element, namespace: string, name: string): string | undefined {
  if (element.hasAttributeNS(namespace, name)) return element.getAttributeNS(namespace, name)?.trim();
  return element.getElementsByTagNameNS(namespace, name).item(0)?.textContent?.trim();
}
