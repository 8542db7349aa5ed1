import { describe, expect, test } from '@jest/globals';

import { isMoving, lineagesOf, longestEdge, planGroup } from '../../../handler/src/image/lineage.ts';
import { MAX_DIMENSION } from '../../../handler/src/options.ts';
import { classic, LIMITS, preset } from '../../support/images/presets.ts';

const STILL = { width: 3000, height: 2000, frames: 1 };
const MOVING = { ...STILL, frames: 5 };

test('an animation is kept by presets that say so, if there is one', () => {
  const presets = { moves: preset(8, 8, { animated: true }), stays: preset(8, 8) };
  const kept = [1, 2].map((frames) => ['moves', 'stays', 'unknown'].map((name) => isMoving(frames, presets, name)));
  expect(kept).toEqual([
    [false, false, false],
    [true, false, false],
  ]);
  const groups = [false, true].map((moving) => planGroup(MOVING, presets, moving, LIMITS));
  expect(groups.map((group) => [Object.keys(group.presets), [...group.shapes.keys()]])).toEqual([
    [['stays'], ['stays']],
    [['moves'], ['moves']],
  ]);
});

test('an output has no longer edge than the limit allows, nor than every encoder can make', () => {
  expect([longestEdge({ dimension: 100 }), longestEdge({ dimension: 10 * MAX_DIMENSION })]).toEqual([
    100,
    MAX_DIMENSION,
  ]);
  const { shapes } = planGroup(STILL, { wide: preset(1500, null) }, false, { dimension: 600 });
  expect(shapes.get('wide')?.canvas).toEqual({ width: 600, height: 400 });
});

describe('the lineage of a preset’s image', () => {
  test('leads from its own size, over the levels that feed it, to what is decoded', () => {
    const lineages = lineagesOf(STILL, classic([]), LIMITS);
    const [base, half, quarter] = [
      { width: 900, height: 600 },
      { width: 450, height: 300 },
      { width: 225, height: 150 },
    ];
    expect(Object.fromEntries([...lineages].map(([name, { levels, bases }]) => [name, { levels, bases }]))).toEqual({
      '800x600': { levels: [base], bases: [base] },
      '400x300': { levels: [half, base], bases: [base] },
      '200x150': { levels: [quarter, half, base], bases: [base] },
    });
    expect(lineages.get('400x300')?.shape).toMatchObject({ level: half, canvas: { width: 400, height: 300 } });
  });

  test('of the original in its own size has no level beside it', () => {
    const [lineage] = lineagesOf(STILL, { whole: preset(3000, 2000) }, LIMITS).values();
    expect(lineage).toMatchObject({ levels: [{ width: 3000, height: 2000 }], bases: [{ width: 3000, height: 2000 }] });
  });

  test('leads to what is decoded also where that is more than any preset needs', () => {
    const lineages = lineagesOf(STILL, { dot: preset(4, 4), icon: preset(8, 8) }, LIMITS);
    const sides = [...lineages].map(([name, { levels }]) => [name, levels.map(({ height }) => height)]);
    expect(Object.fromEntries(sides)).toEqual({ dot: [4, 8, 16], icon: [8, 16] });
  });

  test('of an animation has what both of its groups decode', () => {
    const presets = { moves: preset(300, 200, { animated: true }), stays: preset(600, 400) };
    const bases = [
      { width: 600, height: 400 },
      { width: 300, height: 200 },
    ];
    const lineages = lineagesOf(MOVING, presets, LIMITS);
    expect([...lineages].map(([name, each]) => [name, each.bases])).toEqual([
      ['stays', bases],
      ['moves', bases],
    ]);
    expect([...lineagesOf(STILL, presets, LIMITS).values()].map((each) => each.bases)).toEqual([
      [bases[0]],
      [bases[0]],
    ]);
  });
});
