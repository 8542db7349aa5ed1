/**
 * Jest's environment for Node, in a context whose global object is an ordinary one. In the one that Jest asks for, each look
 * at a global, such as `Math`, passes through interceptors: a picture of 800 × 600 pixels was painted in 540 ms instead of 120.
 * See `vm.constants.DONT_CONTEXTIFY` in Node's documentation.
 */
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
};
