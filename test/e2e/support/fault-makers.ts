import type { Examination } from '../../../ops/doctor/examine.ts';
import type { FaultName } from '../doctor-faults/list.ts';
import {
  destroyAccountClients,
  disableKey,
  letAccountsInvoke,
  replaceZip,
  reserve,
  ringAlarm,
} from './account-faults.ts';
import {
  closeTopic,
  destroyDeliveryClients,
  disableSchedule,
  leaveDeadLetter,
  tellOfUploadsOnly,
  unsubscribe,
} from './delivery-faults.ts';
import { allowPlainHttp, destroyCloudFront, keepErrors, serveOriginals } from './distribution-faults.ts';
import { RETIRED_KEY } from './doctor.ts';
import {
  changeBucketPolicy,
  changeConfig,
  changeNotifications,
  changeTrigger,
  changeViewerFunction,
  denyRole,
  destroyClients,
  filterSubscription,
  forbidInvoking,
  forgetQueuePolicy,
  type Mend,
  openBucket,
  openFunctionUrl,
  suspendVersioning,
} from './doctor-faults.ts';
import {
  breakOverlay,
  deleteGuard,
  destroyGuardClients,
  disableGuardRule,
  forbidInvalidating,
  GUARD_ROLES,
  redirectDeadLetters,
  turnRenderingOff,
} from './guard-faults.ts';
import { startKeepingCache } from './keeping-cache.ts';
import { poisonLater } from './poison.ts';
import { bucket, output } from './stack.ts';

/** A fault that was made: how it is mended, and what the doctor is told while it lasts. */
export interface Made {
  readonly mend: Mend;
  readonly options?: Partial<Examination>;
}

export function destroyFaultClients(): void {
  for (const destroy of [destroyClients, destroyCloudFront, destroyDeliveryClients, destroyAccountClients]) destroy();
  destroyGuardClients();
}

const process = output('process_function_name');
const purge = output('purge_function_name');
const sweep = output('sweep_function_name');

const disableTrigger = (name: string): Promise<Mend> => changeTrigger(name, { Enabled: false }, { Enabled: true });

const withLimits = (config: string, limits: object): string => {
  const document = JSON.parse(config) as { limits?: object };
  return JSON.stringify({ ...document, limits: { ...document.limits, ...limits } });
};

/** As a list of what may be read that somebody has made by hand, from the names of the usual folders. */
const refuseSpellings = () =>
  changeBucketPolicy((statements) => [
    ...statements,
    {
      Sid: 'Odd',
      Effect: 'Deny',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/variants/_base32/*`,
    },
  ]);

async function cacheInFront(): Promise<Made> {
  const { url, stop } = await startKeepingCache();
  return { mend: stop, options: { connect: url } };
}

/** How each of the listed faults is made. */
export const MAKERS: Readonly<Record<FaultName, () => Promise<Mend | Made>>> = {
  'uploads tell nobody': () => changeNotifications(() => []),
  'the queue refuses the topic': forgetQueuePolicy,
  'the topic refuses the bucket': closeTopic,
  'nobody subscribes to uploads': unsubscribe,
  'the subscription lets nothing through': filterSubscription,
  'nothing takes uploads from the queue': () => disableTrigger(process),
  'a function cannot read its configuration': () => changeConfig(process, (config) => config.slice(0, -9)),
  'render is switched off': () => reserve(output('render_function_name'), 0),
  'an operator turned rendering off': turnRenderingOff,
  'process may not write': () => denyRole(output('process_role_name'), 's3:PutObject'),
  'every upload is rejected': () => changeConfig(process, (config) => withLimits(config, { bytes: 9 })),
  'the bucket refuses the CDN': () =>
    changeBucketPolicy((all) => all.filter(({ Sid }) => !String(Sid).includes('CloudFront'))),
  'browsers get no better format': () =>
    changeViewerFunction((code) => code.replace(/headers\.accept\b/, 'headers.nobody')),
  'the function URL refuses the CDN': forbidInvoking,
  'the signing key is retired': () =>
    Promise.resolve({ mend: () => Promise.resolve(), options: { signingKey: RETIRED_KEY } }),
  'signatures are not checked': () => changeViewerFunction((code) => code.replace('.indexOf(0)>=0', '.length>0')),
  'the bucket refuses encoded names': refuseSpellings,
  'render may not write encoded names': () =>
    denyRole(output('render_role_name'), 's3:PutObject', 'variants/_base32/*'),
  'the viewer function spells names otherwise': () =>
    changeViewerFunction((code) => code.replaceAll('_base32', '_base64')),
  'errors stay in the CDN for a day': () => keepErrors(404, 86_400),
  'the CDN is told of no change': () => disableTrigger(purge),
  'nothing starts purge': () => disableSchedule(purge),
  'purge may not invalidate': forbidInvalidating,
  'a cache in front keeps what it has': cacheInFront,
  'deletions tell nobody': tellOfUploadsOnly,
  'the CDN hands out originals': serveOriginals,
  'the bucket is public': () => openBucket(['*']),
  'manifests and locks are public': () => openBucket(['manifests/*', 'locks/*']),
  'anybody may call render': openFunctionUrl,
  'any AWS account may call render': letAccountsInvoke,
  'the CDN serves plain HTTP': allowPlainHttp,
  'versioning is suspended': suspendVersioning,
  'the key is disabled': disableKey,
  'an overlay is missing': () => breakOverlay('delete'),
  'an overlay is another picture': () => breakOverlay('replace'),
  'a message comes back again and again': poisonLater,
  'a dead letter waits': () => leaveDeadLetter('process'),
  'an undelivered event waits': () => leaveDeadLetter('subscription'),
  'dead letters of process are lost': () => redirectDeadLetters('process'),
  'dead letters of purge go astray': () => redirectDeadLetters('purge', output('sweep_dead_letter_queue_arn')),
  'an alarm rings': () => ringAlarm('queue-age'),
  'a trigger may use all executions': () =>
    changeTrigger(sweep, { ScalingConfig: { MaximumConcurrency: 1000 } }, { ScalingConfig: { MaximumConcurrency: 2 } }),
  'nothing starts a sweep': () => disableSchedule(sweep),
  'a sweep that was started waits for ever': () => disableTrigger(sweep),
  'nothing tells the spend guard of its alarm': () => disableGuardRule(''),
  'the spend guard does not look by itself': () => disableGuardRule('-hourly'),
  'the spend guard is gone': deleteGuard,
  'the spend guard may not stop render': () => denyRole(GUARD_ROLES.machine, 'lambda:PutFunctionConcurrency'),
  'nothing may start the spend guard': () => denyRole(GUARD_ROLES.rules, 'states:StartExecution'),
  'the viewer function is of another version': () =>
    changeViewerFunction((code) => code.replace(/^\/\/ darkroom .*$/m, '// darkroom 0.0.1')),
  'a function runs another zip': () => replaceZip(sweep),
};
