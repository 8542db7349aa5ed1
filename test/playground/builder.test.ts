import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';

import { PARTS, SPELLINGS } from '../../handler/src/transform-grammar.ts';
import { eachInPage } from './each-in-page.ts';

let page: Page;
let strays: string[];

eachInPage((opened) => {
  ({ page, strays } = opened);
  page.setDefaultTimeout(60_000);
});

test('a transform is signed and made; another text than was signed, and one that is not canonical, are refused with the reason', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: 'Transform', exact: true }).click();
  await page.getByLabel('Width').fill('120');
  await page.getByLabel('Width').press('Tab');
  expect(await page.getByLabel('Canonical text').inputValue()).toBe('w_120,h_200,fit_cover');
  await page.getByRole('button', { name: 'Sign and request' }).click();
  const made = page.getByRole('img', { name: /w_120/ });
  await made.waitFor();
  expect(await made.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120);
  await page.getByRole('button', { name: 'Tamper with it' }).click();
  await page.getByText('bad_signature').waitFor();
  await page.getByLabel('Canonical text').fill('h_200,w_120,fit_cover');
  await page.getByText('the order is').waitFor();
  await page.getByRole('button', { name: 'Sign and request' }).click();
  await page.getByText("can't be made").waitFor();
  expect(strays).toEqual([]);
}, 60_000);

test('each option that a transform can spell has a field, of which the canonical text is made', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: 'Transform', exact: true }).click();
  await page.getByLabel('Canonical text').fill('w_300,h_200,fit_contain');
  for (const field of await page.locator('.fields > label').all()) {
    const type = await field.locator('select, input').getAttribute('type');
    const words = await field
      .locator('option')
      .evaluateAll((all: HTMLOptionElement[]) => all.map(({ value }) => value));
    if (type === 'checkbox') await field.locator('input').check();
    else if (type === null) {
      const select = field.locator('select');
      // A position goes with this fit.
      if ((await select.inputValue()) !== 'contain') await select.selectOption(words.at(-1) ?? '');
    } else {
      await field.locator('input').fill(type === 'number' ? '64' : (words.at(-1) ?? 'mark'));
      await field.locator('input').press('Tab');
    }
  }
  const text = await page.getByLabel('Canonical text').inputValue();
  expect(text.split(',').map((part) => part.split('_')[0])).toEqual(PARTS.map((part) => SPELLINGS[part].name));
  await page.getByText('A transform that this stack makes.').waitFor();
  expect(strays).toEqual([]);
}, 60_000);
