/** Every failure that can cross a boundary (worker, iframe, command line) is one of these plain records. */
export type ErrorCode =
  | 'bad-request' // the request itself cannot be made: empty prompt, seconds out of range, ...
  | 'bad-image' // the picture cannot be decoded, or its size is outside the limits
  | 'bad-pack' // a manifest that does not parse, an unknown format version, a wrong hash, a truncated graph
  | 'pack-missing' // a file of the pack cannot be found or fetched
  | 'network' // the connection dropped while a pack was fetched
  | 'no-backend' // neither WebGPU nor WebAssembly SIMD can run here
  | 'no-encoder' // WebCodecs is missing, or no codec of ours can be encoded here
  | 'out-of-memory'
  | 'device-lost' // the GPU went away in the middle of a job
  | 'disk-full'
  | 'not-allowed' // the site's owner does not let this host page embed it, or drive it unseen
  | 'cancelled'
  | 'worker-crashed'
  | 'internal'; // a defect of ours; `message` carries the detail

export interface KinoraError {
  readonly code: ErrorCode;
  /** What happened, with the offending value: "Seconds is 10000; the most is 120." */
  readonly message: string;
  /** What to do about it, one imperative sentence: "Ask for 120 seconds or fewer." */
  readonly remedy: string;
  /** Detail for a bug report; never needed to understand `message`. */
  readonly cause?: string;
}

/** Errors travel as values because Comlink keeps only message, name and stack of thrown ones. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: KinoraError };
