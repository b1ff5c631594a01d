import { jsonEncodingOf } from '../../contract/input/text-encoding.js';

/** The text of a `pack.json`, in the encoding that its author's editor chose. */
export function decodeManifest(bytes: Uint8Array): string {
  return new TextDecoder(jsonEncodingOf(bytes)).decode(bytes);
}
