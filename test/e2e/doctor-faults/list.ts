/** A way in which a stack breaks, or is changed by hand, after it was applied. */
export interface ListedFault {
  /** What is done to the stack. */
  readonly made: string;
  /** Ids of the checks that name it, and no others: one, but where it is as wrong in two places. */
  readonly checks: readonly [string, ...string[]];
}

/*
 * The faults that the doctor has to name. Written down before the checks, or before what a check lacked: a fault that no check
 * names, or another than it should, is a fault of the doctor. `make doctor-faults` makes each of them alone.
 */
export const FAULTS = {
  'uploads tell nobody': { made: 'the bucket’s notifications are removed', checks: ['delivery'] },
  'the queue refuses the topic': { made: 'the process queue’s policy is removed', checks: ['delivery'] },
  'the topic refuses the bucket': { made: 'the uploads topic’s policy is replaced', checks: ['delivery'] },
  'nobody subscribes to uploads': { made: 'the process queue’s subscription is removed', checks: ['delivery'] },
  'the subscription lets nothing through': { made: 'the subscription is filtered', checks: ['delivery'] },
  'nothing takes uploads from the queue': { made: 'process’s trigger is disabled', checks: ['delivery'] },
  'a function cannot read its configuration': { made: 'process’s environment is cut off', checks: ['configuration'] },
  'render is switched off': { made: '0 executions are reserved for render', checks: ['configuration'] },
  'an operator turned rendering off': { made: '`darkroom render off`', checks: ['configuration'] },
  'process may not write': { made: 'a policy of its role denies s3:PutObject', checks: ['rights'] },
  'every upload is rejected': { made: 'process’s `limits.bytes` is 9', checks: ['upload'] },
  'the bucket refuses the CDN': { made: 'the bucket policy’s statement for CloudFront is removed', checks: ['stored'] },
  'browsers get no better format': { made: 'the viewer function ignores `Accept`', checks: ['formats'] },
  'the function URL refuses the CDN': { made: 'CloudFront’s permission to call render is removed', checks: ['render'] },
  'the signing key is retired': { made: 'the signer’s key is none of `signing_keys`', checks: ['signed'] },
  'signatures are not checked': { made: 'the viewer function takes any signature', checks: ['signed'] },
  'the bucket refuses encoded names': {
    made: 'the bucket policy denies `variants/_base32/*`',
    checks: ['paths-stored'],
  },
  'render may not write encoded names': {
    made: 'a policy of its role denies `variants/_base32/*`',
    checks: ['paths-missing'],
  },
  'the viewer function spells names otherwise': {
    made: 'the viewer function writes `_base64`',
    checks: ['paths-stored', 'paths-missing'],
  },
  'errors stay in the CDN for a day': {
    made: 'the distribution’s error caching of 404 is 86,400 s',
    checks: ['missing'],
  },
  'the CDN is told of no change': { made: 'purge’s trigger is disabled', checks: ['purge'] },
  'nothing starts purge': { made: 'purge’s schedule is disabled', checks: ['purge'] },
  'purge may not invalidate': { made: 'a policy of its role denies cloudfront:CreateInvalidation', checks: ['purge'] },
  'a cache in front keeps what it has': {
    made: 'a cache that no invalidation reaches is between viewers and the CDN',
    checks: ['appears', 'replace', 'delete'],
  },
  'deletions tell nobody': { made: 'the bucket notifies of `s3:ObjectCreated:*` only', checks: ['delete'] },
  'the CDN hands out originals': {
    made: 'the distribution gets a behaviour for `/originals/*`',
    checks: ['private-cdn'],
  },
  'the bucket is public': {
    made: 'a public access block is taken off, and a policy lets everybody read',
    checks: ['private-bucket', 'bucket-settings'],
  },
  'manifests and locks are public': {
    made: 'the same, for `manifests/*` and `locks/*`',
    checks: ['private-bucket', 'bucket-settings'],
  },
  'anybody may call render': { made: 'the function URL’s authorization is NONE', checks: ['function-url'] },
  'any AWS account may call render': {
    made: 'a statement of render’s policy has the principal `*`',
    checks: ['function-url'],
  },
  'the CDN serves plain HTTP': { made: 'the viewer protocol policy is allow-all', checks: ['plain-http'] },
  'versioning is suspended': { made: 'the bucket’s versioning is suspended', checks: ['bucket-settings'] },
  'the key is disabled': { made: 'the bucket’s KMS key is disabled', checks: ['kms'] },
  'an overlay is missing': { made: 'its PNG is deleted from the bucket', checks: ['overlays'] },
  'an overlay is another picture': { made: 'its PNG is replaced', checks: ['overlays'] },
  'a message comes back again and again': { made: 'process cannot finish one upload', checks: ['queues'] },
  'a dead letter waits': { made: 'a message is in the dead-letter queue of process', checks: ['dead-letters'] },
  'an undelivered event waits': {
    made: 'a message is in the dead-letter queue of the subscription',
    checks: ['dead-letters'],
  },
  'dead letters of process are lost': { made: 'its queue’s redrive policy is removed', checks: ['dead-letters'] },
  'dead letters of purge go astray': {
    made: 'the redrive policy of its queue names the dead-letter queue of sweep',
    checks: ['dead-letters'],
  },
  'an alarm rings': { made: 'the alarm of process’s queue is in ALARM', checks: ['alarms'] },
  'a trigger may use all executions': { made: 'the maximum of sweep’s trigger is 1,000', checks: ['concurrency'] },
  'nothing starts a sweep': { made: 'sweep’s schedule is disabled', checks: ['sweep'] },
  'a sweep that was started waits for ever': { made: 'sweep’s trigger is disabled', checks: ['sweep'] },
  'nothing tells the spend guard of its alarm': { made: 'its rule is disabled', checks: ['spend-guard'] },
  'the spend guard does not look by itself': { made: 'its hourly rule is disabled', checks: ['spend-guard'] },
  'the spend guard is gone': { made: 'its state machine is deleted', checks: ['spend-guard'] },
  'the spend guard may not stop render': {
    made: 'a policy of its role denies lambda:PutFunctionConcurrency',
    checks: ['spend-guard'],
  },
  'nothing may start the spend guard': {
    made: 'a policy of the rules’ role denies states:StartExecution',
    checks: ['spend-guard'],
  },
  'the viewer function is of another version': { made: 'its code says 0.0.1', checks: ['version'] },
  'a function runs another zip': { made: 'sweep’s zip is replaced', checks: ['version'] },
} as const satisfies Readonly<Record<string, ListedFault>>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];
