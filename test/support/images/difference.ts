import type { Region, Sharp } from 'sharp';

/** How much two pictures of one size differ in a part of it, in grey, on average, of 255. */
export async function greyDifference(pictures: readonly [Sharp, Sharp], part: Region): Promise<number> {
  const [one, other] = (await Promise.all(
    pictures.map((picture) => picture.extract(part).greyscale().raw().toBuffer()),
  )) as [Buffer, Buffer];
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / (part.width * part.height);
}
