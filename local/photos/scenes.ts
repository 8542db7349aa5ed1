import { blend, type Colour, light, rgb } from './colour.ts';
import { fractal, hash, mix, noise, step } from './noise.ts';

/** The colour at a place: `x` from 0 to the aspect ratio, `y` from 0 (top) to 1. */
export type Scene = (x: number, y: number) => Colour;

/** Ridges in morning haze, each farther one paler, with firs in front. */
export const mountains: Scene = (x, y) => {
  const sun = Math.hypot(x - 1.02, (y - 0.34) * 1.1);
  let colour = blend(rgb('#3f6ea5'), rgb('#f7cf9d'), step(0, 0.55, y + 0.08 * fractal(x * 2, y * 5, 3, 5)));
  colour = light(colour, rgb('#ffd9a0'), 0.55 * Math.exp(-sun * 5) + 0.9 * step(0.045, 0.035, sun));
  for (let ridge = 0; ridge < 5; ridge++) {
    const crest = 0.4 + ridge * 0.1 - 0.24 * (fractal(x * (1.3 + ridge * 0.4) + ridge * 7, ridge, 11 + ridge, 8) - 0.3);
    if (y < crest) continue;
    const depth = y - crest;
    const near = ridge / 4;
    const rock = fractal(x * 14, (y - crest * 0.7) * 22, 31 + ridge, 6);
    const face = blend(rgb('#8ea2b8'), rgb('#24382c'), near);
    const shaded = light(face, rgb('#fff0d8'), (rock - 0.5) * 0.34 * (0.4 + near));
    const snow = step(0.05, 0.0, depth) * step(0.46, 0.6, rock) * (1 - near) * 0.7;
    colour = blend(blend(shaded, rgb('#fdf6ec'), snow), rgb('#e9c9a4'), (1 - near) * step(0, 0.22, depth) * 0.75);
  }
  return firs(x, y, colour);
};

function firs(x: number, y: number, behind: Colour): Colour {
  let colour = behind;
  for (let row = 0; row < 3; row++) {
    const width = 0.035 + row * 0.02;
    const tree = Math.floor(x / width + row * 0.37);
    const centre = (tree - row * 0.37 + 0.2 + 0.6 * hash(tree, row, 5)) * width;
    const top = 0.82 + row * 0.06 - (0.06 + row * 0.03) * hash(tree, row, 6) - 0.03 * noise(x * 3, row, 8);
    const ragged = 0.65 + 0.35 * noise(x * 400, y * 160, 9 + row);
    const inside = Math.abs(x - centre) < (y - top) * 0.3 * ragged;
    if (inside || y > top + 0.1 + row * 0.02) {
      const needles = noise(x * 500, y * 500, 21 + row);
      colour = light(blend(rgb('#2c4436'), rgb('#0d1a14'), row / 2), rgb('#9fb08a'), 0.1 * needles);
    }
  }
  return colour;
}

/** The sun going down over water. */
export const sea: Scene = (x, y) => {
  const horizon = 0.55;
  const centre = 0.36;
  if (y < horizon) {
    const clouds = step(0.42, 0.72, fractal(x * 2.2 + 4, y * 7 + 2, 51, 7));
    const sky = blend(rgb('#27355f'), rgb('#ff9a5c'), step(0, horizon, y));
    const sun = Math.hypot(x - centre, y - horizon + 0.06);
    const lit = light(sky, rgb('#ffb066'), 0.8 * Math.exp(-sun * 6) + 1.2 * step(0.05, 0.042, sun));
    return blend(lit, blend(rgb('#4b3b5c'), rgb('#ffb98a'), step(0.1, horizon, y)), clouds * 0.75);
  }
  const distance = 0.06 / (y - horizon + 0.012);
  const swell = fractal(x * 9 * distance + 3, distance * 34, 61, 6);
  const ripples = fractal(x * 40 * distance, distance * 120, 71, 4);
  const slope = swell * 0.7 + ripples * 0.3 - 0.5;
  const water = blend(rgb('#c9774f'), rgb('#12233f'), step(0, 0.32, y - horizon));
  const path = Math.exp(-(((x - centre) / (0.03 + (y - horizon) * 0.3)) ** 2));
  return light(light(water, rgb('#8fb3d9'), slope * 0.55), rgb('#ffd08a'), path * step(0.02, 0.2, slope) * 1.3);
};

/** Sand with wind ripples, lit from the side. */
export const dunes: Scene = (x, y) => {
  let colour = blend(rgb('#5f8fc4'), rgb('#e9dcc6'), step(0, 0.45, y));
  for (let dune = 0; dune < 4; dune++) {
    const bend = noise(x * 1.1 + dune * 5, dune, 81);
    const crest = 0.3 + dune * 0.15 + 0.16 * (bend - 0.5) + 0.012 * fractal(x * 9, dune, 85, 4);
    if (y < crest) continue;
    const depth = (y - crest) * (1 + dune);
    const turned = noise((x + 0.01) * 1.1 + dune * 5, dune, 81) - bend;
    const waves = Math.sin((depth * 60) / (0.35 + depth) + x * 24 + 5 * fractal(x * 5, y * 5, 91 + dune, 4));
    const grain = hash(Math.floor(x * 1600), Math.floor(y * 1600), dune) - 0.5;
    const lit =
      0.55 + turned * 26 + waves * 0.09 + grain * 0.09 + 0.25 * fractal(x * 3, y * 3, 95, 5) - mix(0.1, 0, dune);
    colour = blend(rgb('#5c2f1c'), rgb('#f6c98c'), Math.min(1, Math.max(0, lit)));
  }
  return colour;
};
