export { type MemoryBucket, type StoredObject, createBucket } from './bucket.ts';
export { createMemoryClient, formEncode } from './client.ts';
