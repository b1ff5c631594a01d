/**
 * The two platform types that the contract passes along without looking inside.
 * They are opaque here, so that no code of the contract can depend on a browser; each project that
 * includes the contract brings the full types of its own platform.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- opaque on purpose
interface Blob {}
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- opaque on purpose
interface ImageBitmap {}
