/** What can be wrong with one field of a `pack.json`, by kind, each with what its sentence needs. */

/** No sentence needs anything. */
type None = Readonly<Record<string, never>>;

export type FieldType = 'text' | 'number' | 'whole number' | 'true or false' | 'list' | 'record';

export interface ManifestFaultParams {
  missing: None;
  /** No field has this name. */
  'unknown-field': None;
  /** `found` is what stands there, as JSON, cut short. */
  'wrong-type': { readonly expected: FieldType; readonly found: string };
  empty: None;
  /** `exclusive`: the limit itself is not allowed. */
  'too-small': { readonly min: number; readonly exclusive: boolean; readonly found: string };
  'too-large': { readonly max: number; readonly found: string };
  /** A list that has to have so many members. */
  'wrong-length': { readonly expected: number; readonly found: string };
  odd: { readonly found: string };
  'not-one-of': { readonly choices: readonly string[]; readonly found: string };
  /** Not a path inside the pack, such as "graphs/text-encoder.onnx". */
  'bad-path': { readonly found: string };
  'bad-hash': { readonly found: string };
  'bad-address': { readonly found: string };
  /** An address of a folder. */
  'no-slash': { readonly found: string };
  'bad-name': { readonly found: string };
  /** Neither `textToImage` nor `imageToVideo`. */
  'no-half': None;
  'graph-unknown': { readonly graph: string; readonly known: readonly string[] };
  /** No half names it. */
  'graph-unused': None;
  /** A variant has a golden, and none that could take its place comes after it. */
  'variant-unreplaced': None;
  'role-missing': { readonly roles: readonly string[] };
  'role-unknown': { readonly role: string; readonly known: readonly string[] };
  'role-twice': { readonly role: string };
  'name-twice': { readonly name: string };
  /** The sizes of a tensor's shape do not end with those of its latents. */
  'shape-mismatch': { readonly shape: string; readonly expected: string };
  'encoder-unknown': { readonly encoder: number; readonly count: number };
  /** Noise levels do not descend to 0. */
  'sigmas-climb': None;
  'sigmas-not-from-one': { readonly first: number };
  /** There must be one timestep a step. */
  'timesteps-count': { readonly steps: number; readonly found: number };
  'timesteps-needed': None;
  'prediction-unfit': { readonly kind: string; readonly choices: readonly string[] };
  'template-without-prompt': None;
  /** Decoding a window at a time: nothing of one latent can be weaker than of the next. */
  'factor-needs-per-latent': None;
  /** A decoder whose first latent makes fewer frames has to see one of the window before. */
  'overlap-needed': None;
  'alpha-needs-layers': None;
  'overlap-beyond-window': { readonly overlap: number; readonly latents: number };
  /** A clean latent in front of a window is told from a noisy one by its timestep. */
  'timestep-needed': None;
  /** Latents are shared with a half that the pack does not have. */
  'shares-with-nobody': None;
  'value-needed': None;
  'table-unknown': { readonly table: string; readonly known: readonly string[] };
  /** The size of a table, or of its hashes, is not what its rows add up to. */
  'table-bytes': { readonly found: number; readonly expected: number };
  /** The shape of an input does not end with the length of a row. */
  'table-columns': { readonly shape: string; readonly columns: number };
  /** Places are said of more rows than a table has. */
  'place-rows': { readonly places: number; readonly rows: number };
}

export type ManifestFaultKind = keyof ManifestFaultParams;

/** Of `Kind` alone, or of any. */
export type ManifestFault<Kind extends ManifestFaultKind = ManifestFaultKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly params: ManifestFaultParams[Each] };
}[Kind];

export type ManifestFaultTexts = {
  readonly [Kind in ManifestFaultKind]: string | ((params: ManifestFaultParams[Kind]) => string);
};

/** The end of a sentence: "pack.json is not right at "size.width": ...". */
export function describeFault({ kind, params }: ManifestFault, texts: ManifestFaultTexts): string {
  // Kind and parameters belong together by the type of ManifestFault, which an index into a union loses.
  const text = texts[kind] as string | ((params: unknown) => string);
  return typeof text === 'function' ? text(params) : text;
}
