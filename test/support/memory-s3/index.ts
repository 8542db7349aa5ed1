export { createBucket, type MemoryBucket, type StoredObject } from './bucket.ts';
export { createMemoryClient, formEncode } from './client.ts';
