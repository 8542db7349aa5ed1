/** What tests import from `@jest/globals`, which Jest provides only to tests that it runs itself. */
import { jestExpect } from '@jest/expect';
import { ModuleMocker } from 'jest-mock';

export { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'jest-circus';
export const expect = jestExpect;
/** `jest.fn` and `jest.spyOn`; neither timers nor modules are mocked by the tests that notice mutants. */
export const jest = new ModuleMocker(globalThis);
