import { expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { openPlayground } from './demo.ts';
import { eachInPage } from './each-in-page.ts';

let browser: Browser;
let page: Page;
let strays: string[];

eachInPage((opened) => {
  ({ page, strays, browser } = opened);
  page.setDefaultTimeout(60_000);
});

test('two pictures are compared by keyboard alone', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).press('Enter');
  await page.locator('tbody tr:last-child .timing').waitFor();
  const slider = page.getByRole('slider');
  const stage = page.locator('.stage');
  const split = () => stage.evaluate((element: HTMLElement) => element.style.getPropertyValue('--x'));
  await slider.press('ArrowLeft');
  expect(await split()).toBe('49%');
  const [left, right] = [page.locator('.tools select').nth(0), page.locator('.tools select').nth(1)];
  await slider.press('2');
  const second = await right.inputValue();
  await slider.press('x');
  expect([await left.inputValue(), await right.inputValue()]).toEqual([second, 'original']);
  await slider.press('d');
  expect(await stage.getAttribute('class')).toContain('difference');
  await slider.press('+');
  await slider.press('Shift+ArrowRight');
  expect(await page.locator('.layer img').first().getAttribute('style')).toMatch(/scale\(1\.[1-9]/);
  for (let times = 0; times < 9; times += 1) await slider.press('+');
  expect(await page.locator('.ratio').textContent()).toBe('8.0 : 1');
  expect(strays).toEqual([]);
}, 60_000);

test('two fingers zoom around the place between them, and pan; the one that is lifted last leaves the slider alone', async () => {
  const { page, strays } = await openPlayground(browser, { width: 360, hasTouch: true });
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.locator('tbody tr:last-child .timing').waitFor();
  const stage = page.locator('.stage');
  await stage.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await stage.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const devices = await page.context().newCDPSession(page);
  /** What these fingers do, each by its number, in parts of the stage. */
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...fingers: (readonly [number, number, number])[]) =>
    devices.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([id, atX, atY]) => ({ id, x: x + atX * width, y: y + atY * height })),
    });
  /** The picture's size, 1 for the stage's, and where its corner is, in percent of the stage. */
  const view = async () => {
    // Moves are delivered with the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const style = (await page.locator('.layer img').first().getAttribute('style')) ?? '';
    const [, left, top, zoom] = /translate\((.*?)%, (.*?)%\) scale\((.*?)\)/.exec(style) ?? [];
    return [zoom, left, top].map((number) => Math.round(Number(number) * 10) / 10);
  };
  const split = () => stage.evaluate((element: HTMLElement) => element.style.getPropertyValue('--x'));

  await touch('touchStart', [1, 0.2, 0.5], [2, 0.4, 0.5]);
  await touch('touchMove', [1, 0.1, 0.5], [2, 0.5, 0.5]);
  expect(await view()).toEqual([2, -30, -50]);
  await touch('touchMove', [1, 0.05, 0.6], [2, 0.45, 0.6]);
  expect(await view()).toEqual([2, -35, -40]);
  await touch('touchMove', [1, 0.2, 0.6], [2, 0.3, 0.6]);
  expect(await view()).toEqual([1, 0, 0]);
  await touch('touchEnd', [2, 0.3, 0.6]);
  await touch('touchMove', [1, 0.7, 0.6]);
  await touch('touchEnd', [1, 0.7, 0.6]);
  expect([await view(), await split()]).toEqual([[1, 0, 0], '50%']);

  await touch('touchStart', [1, 0.5, 0.4]);
  await touch('touchMove', [1, 0.25, 0.4]);
  await touch('touchEnd', [1, 0.25, 0.4]);
  await view();
  expect(Number.parseFloat(await split())).toBeCloseTo(25, 0);
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  expect(strays).toEqual([]);
  await page.context().close();
}, 60_000);
