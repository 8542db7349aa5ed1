/**
 * How many random interleavings a test looks at: so many in `make test`, whose time is bounded, and `RUNS` of
 * `make interleavings RUNS=100000`.
 */
export const runsOr = (usual: number): number => Number(process.env['DARKROOM_RUNS'] ?? usual);
