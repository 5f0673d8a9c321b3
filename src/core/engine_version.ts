/**
 * Version of the engine's numerics, part of every job's key. Raised by hand when trained numbers change on purpose, and
 * only then; every committed reference is made again afterwards.
 */
export const ENGINE_VERSION = 1;
