import { createHmac } from 'node:crypto';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, type QuickJSContext, type QuickJSSyncVariant } from 'quickjs-emscripten-core';

import { type Edge, type Engine, pruning } from './engine.ts';

// The types are those of its CommonJS build.
const module = await newQuickJSWASMModuleFromVariant(variant as unknown as QuickJSSyncVariant);

/**
 * The part of cloudfront-js-2.0's `crypto` that the script uses. Code points above U+FFFF reach the host whole,
 * so the text is passed as UTF-8.
 */
const PRELUDE = `
  globalThis.require = ((hmac) => (name) => {
    if (name !== 'crypto') throw new Error('require("' + name + '") is not offered');
    return {
      createHmac: (algorithm, key) => {
        let text = '';
        const signing = {
          update: (part) => ((text += part), signing),
          digest: (encoding) => hmac(algorithm, key, text, encoding),
        };
        return signing;
      },
    };
  })(globalThis.hmac);
`;

/** QuickJS, as WebAssembly. nginx's njs, from which CloudFront's runtime is derived, also offers it as an engine. */
export const QUICKJS: Engine = {
  name: 'QuickJS',
  load: (script): Edge => {
    const context = module.newContext();
    provideHmac(context);
    run(context, PRELUDE);
    run(context, pruning());
    // A script's functions are global, but its constants are known to later scripts only by name.
    run(context, `"use strict";${script};globalThis.answer=(event)=>JSON.stringify(handler(JSON.parse(event)));`);
    const answer = context.getProp(context.global, 'answer');
    return (event) => {
      const given = context.newString(JSON.stringify(event));
      const result = context.unwrapResult(context.callFunction(answer, context.undefined, given));
      const text = context.getString(result);
      given.dispose();
      result.dispose();
      return JSON.parse(text) as ReturnType<Edge>;
    };
  },
};

function run(context: QuickJSContext, code: string): void {
  context.unwrapResult(context.evalCode(code, 'edge.js')).dispose();
}

function provideHmac(context: QuickJSContext): void {
  const hmac = context.newFunction('hmac', (...given) => {
    const [algorithm = '', key = '', text = '', encoding = ''] = given.map((each) => context.getString(each));
    const digest = createHmac(algorithm, key)
      .update(text)
      .digest(encoding as 'base64url');
    return context.newString(digest);
  });
  context.setProp(context.global, 'hmac', hmac);
  hmac.dispose();
}
