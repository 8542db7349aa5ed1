import { darkroom, type ManifestImage } from 'darkroom-client';
import stack from './darkroom.json';

export const images = darkroom(stack);

/** What the site keeps of a photo: its path, and of its manifest what a page needs before the photo is there. */
export type Photo = { path: string } & Pick<ManifestImage, 'width' | 'height' | 'placeholder'>;
