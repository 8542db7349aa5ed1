import { S3Client } from '@aws-sdk/client-s3';
import { uploadPost } from 'darkroom-client/server';
import stack from '../../darkroom.json';

const s3 = new S3Client({});

/** Permits one upload. A site would ask here who is asking. */
export default defineEventHandler(async () => {
  const path = `uploads/${crypto.randomUUID()}`;
  return { path, post: await uploadPost(s3, stack, { path }) };
});
