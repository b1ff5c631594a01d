/** The texts of a pack's files about words. */
export interface TokenizerFiles {
  /** Of a `tokenizer.json`. */
  readonly tokenizer: string;
  /** Absent: unknown words get suggestions by their spelling alone. */
  readonly nearWords?: string;
  /** Absent: plurals and verb forms are found by rules. */
  readonly words?: string;
}
