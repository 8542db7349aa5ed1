import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';

import { Rejection } from '../errors.ts';

/** Storage classes whose objects S3 does not return before they were restored. GLACIER_IR is not one of them. */
export const ARCHIVE_CLASSES: ReadonlySet<string | undefined> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/**
 * Whether S3 refuses to return an object (InvalidObjectState) until it is restored, as its headers tell: it is in an
 * archive, and no restored copy exists. For archive tiers of Intelligent-Tiering, S3 sends the tier. Source: "HeadObject"
 * in the API reference of Amazon S3.
 */
export function isArchived({
  StorageClass,
  Restore,
  ArchiveStatus,
}: Pick<HeadObjectCommandOutput, 'StorageClass' | 'Restore' | 'ArchiveStatus'>): boolean {
  if (ArchiveStatus !== undefined) return true;
  return ARCHIVE_CLASSES.has(StorageClass) && !Restore?.includes('ongoing-request="false"');
}

export const archivedRejection = (): Rejection =>
  new Rejection(
    'archived',
    'The original is in an archive storage class (S3 Glacier Flexible Retrieval or Deep Archive, or an archive tier of ' +
      'Intelligent-Tiering), from which it cannot be read: restore it (aws s3api restore-object), and its variants are made as ' +
      'soon as it is back.',
  );
