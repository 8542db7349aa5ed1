import { type Strategy } from './position.ts';
import { firstFrame, type Offset, partOf, type Raster, type Size } from './raster.ts';
import { sharp } from './sharp.ts';

/** A pipeline that reads the raster as it is. */
export function pipeline(raster: Raster): ReturnType<typeof sharp> {
  const part = partOf(raster);
  return part === undefined ? read(raster) : read(part.whole).extract(part.area);
}

function read({ data, width, height, channels, frames }: Raster): ReturnType<typeof sharp> {
  return sharp(data, {
    raw: { width, height: height * frames, channels, pageHeight: height },
    pages: frames,
    // The raster is in memory already, so its size needs no limit.
    limitInputPixels: false,
  });
}

/** Lanczos 3 in gamma space, with premultiplied alpha: transparent pixels do not bleed into their neighbours. */
export async function resize(raster: Raster, size: Size): Promise<Raster> {
  if (size.width === raster.width && size.height === raster.height) return raster;
  const data = await pipeline(raster)
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  // Not a copy of the raster, which would read its pixels.
  return { ...size, channels: raster.channels, frames: raster.frames, data };
}

/** Offset of the most interesting part of that size; of an animation, in its first frame. */
export async function locate(raster: Raster, size: Size, position: Strategy): Promise<Offset> {
  const { info } = await pipeline(firstFrame(raster))
    .resize({ ...size, fit: 'cover', position })
    .raw()
    .toBuffer({ resolveWithObject: true });
  // sharp's offsets are from the crop to the image, so negative; `-0` for none.
  return { left: Math.abs(info.cropOffsetLeft ?? 0), top: Math.abs(info.cropOffsetTop ?? 0) };
}
