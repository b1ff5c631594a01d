/**
 * What the contract uses of the platforms that include it, which are browsers, their workers and Node. `Blob` and
 * `ImageBitmap` are opaque here: the contract passes them along, tells a `Blob` from other things, and never looks inside. Each project that includes the
 * contract brings the full types of its own platform.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- opaque on purpose
interface Blob {}
// eslint-disable-next-line no-var -- as the platforms declare it
declare var Blob: { new (): Blob; prototype: Blob };
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- opaque on purpose
interface ImageBitmap {}
interface Crypto {
  getRandomValues(array: Uint8Array): Uint8Array;
}
// eslint-disable-next-line no-var -- as the platforms declare it
declare var crypto: Crypto;
