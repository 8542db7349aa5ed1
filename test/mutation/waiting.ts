/** The exit code with which the process that runs the tests ends if one of them waits for ever. */
export const WAITS_FOR_EVER = 75;
