import { formEncode } from './memory-s3/index.ts';

/** Events as AWS sends them, including fields that Darkroom does not need. */
export interface ObjectEvent {
  readonly key: string;
  readonly bucket?: string;
  /** `ObjectCreated:Put` and so on. */
  readonly name?: string;
  /** The key in the event, if a test needs another encoding than S3's. */
  readonly encoded?: string;
  readonly extra?: object;
}

export const s3Record = ({ key, bucket = 'bucket', name = 'ObjectCreated:Put', encoded, extra }: ObjectEvent) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-west-1',
  eventTime: '2026-01-02T03:04:05.678Z',
  eventName: name,
  userIdentity: { principalId: 'AWS:AROAEXAMPLE:session' },
  requestParameters: { sourceIPAddress: '192.0.2.1' },
  responseElements: {
    'x-amz-request-id': 'C3D13FE58DE4C810',
    'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S',
  },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'originals',
    bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
    object: {
      key: encoded ?? formEncode(key),
      ...(name.startsWith('ObjectCreated') ? { size: 1024, eTag: 'd41d8cd98f00b204e9800998ecf8427e' } : {}),
      sequencer: '0055AED6DCD90281E5',
      ...extra,
    },
  },
});

export const s3Event = (...objects: ObjectEvent[]) => ({ Records: objects.map(s3Record) });

export const testEvent = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-01-02T03:04:05.678Z',
  Bucket: 'bucket',
  RequestId: '5582815E1AEA5ADF',
  HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
};

/** What a queue receives from a topic without raw delivery. */
export const envelope = (document: unknown) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: 'arn:aws:sns:eu-west-1:123456789012:uploads',
  Subject: 'Amazon S3 Notification',
  Message: JSON.stringify(document),
  Timestamp: '2026-01-02T03:04:05.999Z',
  SignatureVersion: '1',
  Signature: 'EXAMPLEw6JRN',
  SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService.pem',
  UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
});

/** What Lambda receives from a topic. */
export const snsEvent = (document: unknown) => ({
  Records: [
    { EventVersion: '1.0', EventSource: 'aws:sns', EventSubscriptionArn: 'arn:aws:sns:x:y:z', Sns: envelope(document) },
  ],
});

export const bridgeEvent = (key: string, detailType = 'Object Created', bucket = 'bucket') => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': detailType,
  source: 'aws.s3',
  account: '123456789012',
  time: '2026-01-02T03:04:05Z',
  region: 'eu-west-1',
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: {
      key,
      size: 5,
      etag: 'b57f9512698f4b09e608f4f2a65852e5',
      'version-id': 'v1',
      sequencer: '617f08299329d189',
    },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '123456789012',
    'source-ip-address': '192.0.2.1',
    reason: 'PutObject',
  },
});

export const queueRecord = (body: unknown, messageId = 'message-0', receives = 1) => ({
  messageId,
  receiptHandle: 'MessageReceiptHandle',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '1767323045678',
    SenderId: 'AIDAEXAMPLE',
    ApproximateFirstReceiveTimestamp: '1767323045679',
  },
  messageAttributes: {},
  md5OfBody: '7b270e59b47ff90a553787216d55d91d',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:process',
  awsRegion: 'eu-west-1',
});

export const queueEvent = (...records: ReturnType<typeof queueRecord>[]) => ({ Records: records });
