/**
 * Known differences of a server from S3, SNS and SQS, with the cause and the evidence. The tests fail on any other
 * difference, and on one that no longer exists.
 */
export interface Difference {
  readonly server: 'MiniStack' | 'moto';
  /** The operation of the store, or the step of the flow, that fails. */
  readonly operation: string;
  /** The unusual keys with which it fails. */
  readonly keys: readonly string[] | 'all';
  /** Pattern of the failure's message. */
  readonly says: RegExp;
  readonly reason: string;
}

const LINES = ['a newline', 'a carriage return'];
const NO_ROUTE =
  'moto 5.2.5 takes no key with an end of a line: Werkzeug, which its server is built on, finds no route for such a ' +
  'URL and answers 404 with a page in HTML. S3 takes every character of Unicode ' +
  '(https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html), and MiniStack does as S3';

/** Only if the key contains the raw path: keys of variants use characters that need no encoding. */
const original = (operation: string): Difference => ({
  server: 'moto',
  operation,
  keys: LINES,
  says: /XML parse error: mismatched tags <html>/,
  reason: NO_ROUTE,
});
/** In response to a conditional request, 404 means that the object no longer exists. */
const conditional = (operation: string, says: RegExp): Difference => ({ ...original(operation), says });

export const KNOWN_DIFFERENCES: readonly Difference[] = [
  original('an original is known by ETag, version and length'),
  original('an original is read as it was seen, and not once it is another'),
  original('a walk meets the original under its name, and goes on behind it'),
  original('an upload is heard of'),
  conditional('an upload is heard of', /No message names it/),
  conditional('an upload becomes variants', /"ready"/),
  conditional('an upload is deleted', /mismatched tags/),
  conditional('a deletion removes variants', /"removed"/),
  {
    server: 'moto',
    operation: 'a deletion is heard of',
    keys: 'all',
    says: /No message names it/,
    reason: 'moto 5.2.5 tells of no deletion in a bucket with versions',
  },
  conditional('a manifest is written, read and deleted as it was seen', /false !== true/),
  conditional('a lock has one holder, and is taken over as it was seen', /The value is missing/),
  conditional('a lock is concluded with a note, and released as it was seen', /The value is missing/),
];
