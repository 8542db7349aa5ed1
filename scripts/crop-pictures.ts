/** Makes the pictures of docs/presets.md: drawn scenes, cropped by Darkroom itself to each position, and with overlays. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

import { LIMIT_DEFAULTS } from '../handler/src/limits.ts';
import { OVERLAY_DEFAULTS } from '../handler/src/overlays.ts';
import { PRESET_DEFAULTS, type Presets } from '../handler/src/presets.ts';
import { PROJECT } from '../local/paths.ts';

const FOLDER = path.join(PROJECT, 'docs', 'pictures');
const POSITIONS = ['centre', 'entropy', 'attention', 'focal'] as const;

const person = (x: number, shirt: string): string => `
  <g transform="translate(${x} 150)">
    <path d="M-70 210 Q-70 70 0 70 Q70 70 70 210 Z" fill="${shirt}"/>
    <ellipse rx="42" ry="54" fill="#e0ac86"/>
    <path d="M-46 -4 Q-48 -64 0 -64 Q48 -64 46 -4 Q30 -34 0 -34 Q-30 -34 -46 -4 Z" fill="#4a3324"/>
    <circle cx="-15" cy="-2" r="5" fill="#2b2320"/><circle cx="15" cy="-2" r="5" fill="#2b2320"/>
    <path d="M-16 24 Q0 36 16 24" stroke="#9c4a40" stroke-width="4" fill="none"/>
  </g>`;

const scene = (inside: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="360">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#b9cfdd"/><stop offset="1" stop-color="#e4e3da"/></linearGradient></defs>
    <rect width="900" height="360" fill="url(#sky)"/>
    <rect y="290" width="900" height="70" fill="#8d948c"/>${inside}
  </svg>`);

/** Each with the point that an editor, or a camera that names faces, would give it. */
const SCENES = {
  face: { picture: scene(person(190, '#56718c')), focalPoint: '0.21,0.42' },
  sign: {
    picture: scene(
      `${person(190, '#56718c')}<rect x="700" y="60" width="130" height="130" rx="8" fill="#e0301e"/>
       <rect x="722" y="112" width="86" height="26" fill="#fff"/><rect x="758" y="190" width="14" height="130" fill="#555"/>`,
    ),
    focalPoint: '0.21,0.42',
  },
};

await mkdir(FOLDER, { recursive: true });
const drawn = await Promise.all(
  Object.entries(SCENES).map(async ([name, { picture, focalPoint }]) => ({
    name,
    focalPoint,
    bytes: await sharp(picture).png().toBuffer(),
  })),
);
// Only then: it forbids sharp to read SVG.
const { makeVariants } = await import('../handler/src/image/make.ts');
const small = { ...PRESET_DEFAULTS, formats: [], quality: { jpeg: 80 } };
const cropped: Presets = {
  whole: { ...small, width: 400 },
  ...Object.fromEntries(POSITIONS.map((position) => [position, { ...small, width: 160, height: 160, position }])),
};
const png = await readFile(path.join(PROJECT, 'examples', 'complete', 'mark.png'));
const mark = { ...OVERLAY_DEFAULTS, sha256: createHash('sha256').update(png).digest('hex') };
const marked: Presets = {
  mark: { ...small, width: 400, overlay: { ...mark, opacity: 80 } },
  tile: { ...small, width: 400, overlay: { ...mark, size: 22, margin: 8, opacity: 35, tile: true } },
};
const [face] = drawn;
for (const { name, focalPoint, bytes, presets } of [
  ...drawn.map((scene) => ({ ...scene, presets: cropped })),
  ...(face ? [{ ...face, name: 'overlay', presets: marked }] : []),
]) {
  const overlays = { [mark.sha256]: png };
  const { variants } = await makeVariants({ bytes, presets, limits: LIMIT_DEFAULTS, focalPoint, overlays });
  for (const variant of variants) {
    const file = path.join(FOLDER, `${name}-${variant.preset}.png`);
    await writeFile(file, variant.bytes);
    console.log(`${path.relative(PROJECT, file)}  ${variant.contentType}, ${variant.bytes.length} bytes`);
  }
}
