import { transformBaseImageProps } from '@unpic/core/base';
import { darkroom, type ManifestImage } from 'darkroom-client';
import { background } from 'darkroom-client/placeholder';
import { breakpoints, transformer } from 'darkroom-client/unpic';
import { type Post, upload } from 'darkroom-client/upload';
import stack from '../darkroom.json';

const images = darkroom(stack);
const input = document.querySelector('input')!;
const bar = document.querySelector('progress')!;
const problem = document.querySelector('[role=alert]')!;

/** Shows a photo. A site keeps of its manifest what is needed before the photo is there. */
function show(path: string, { placeholder }: Pick<ManifestImage, 'placeholder'>): void {
  const image = { src: path, alt: path, width: 400, height: 300, layout: 'constrained' } as const;
  const { style, ...attributes } = transformBaseImageProps({
    ...image,
    ...(placeholder && { background: background(placeholder) }),
    transformer: transformer(stack),
    breakpoints: breakpoints(stack),
  });
  const tile = new Image();
  // Its style sets the size: some attributes are undefined.
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) tile.setAttribute(name, String(value));
  Object.assign(tile.style, style);
  document.body.append(tile);
}

async function send(file: File): Promise<void> {
  problem.textContent = '';
  bar.hidden = false;
  try {
    const answer = await fetch('/upload', { method: 'POST' });
    const { path, post } = (await answer.json()) as { path: string; post: Post };
    const { etag } = await upload(file, post, { onProgress: (part) => (bar.value = part) });
    const manifest = await images.ready(path, { etag });
    if (manifest.status === 'rejected') throw new Error(manifest.rejection.message);
    show(path, manifest.image);
  } catch (error) {
    problem.textContent = (error as Error).message;
  }
  bar.hidden = true;
}

input.addEventListener('change', () => {
  if (input.files?.[0]) void send(input.files[0]);
});
for (const path of ['sea.jpg', 'dunes.jpg']) {
  const manifest = await images.manifest(path);
  if (manifest?.status === 'ready') show(path, manifest.image);
}
