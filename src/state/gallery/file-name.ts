const LONGEST_STEM = 60;

/** A file name without its ending, out of what a film is called: "a-red-apple-bouncing-7". */
export function fileStem(name: string, seed: number): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_STEM)
    .replace(/^-+|-+$/g, '');
  return `${words === '' ? 'kinora' : words}-${seed}`;
}
