/** Pixels of an overlay's mark, 16 MB when decoded. The variable `overlays` of the Terraform module allows as many. */
export const MOST_MARK_PIXELS = 4_000_000;
