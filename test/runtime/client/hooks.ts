/*
 * Loaded into a function's process before AWS's runtime client: substitutes the plain client for the native one, which
 * would have to be built with CMake and curl.
 */
import { registerHooks } from 'node:module';

const PLAIN = new URL('./plain.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/rapid-client.node')
      ? { url: PLAIN, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
