/** The region of every example, which is their default: not CloudFront's, so that neither takes the other's for its own. */
export const REGION = 'eu-central-1';
