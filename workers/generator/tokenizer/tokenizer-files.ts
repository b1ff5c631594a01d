/** The texts of a pack's files about words. */
export interface TokenizerFiles {
  /** Of each `tokenizer.json`, by its SHA-256. */
  readonly tokenizers: Readonly<Record<string, string>>;
  /** Absent: unknown words get suggestions by their spelling alone. */
  readonly nearWords?: string;
  /** Absent: plurals and verb forms are found by rules. */
  readonly words?: string;
}
