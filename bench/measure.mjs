/** `npm run bench` makes films on every backend; `npm run bench -- graphs --runtime ...` and the like measure something else, with the flags of that file. */
const MEASURES = ['graphs', 'scaling', 'shares', 'release', 'stages', 'first-visit'];

// pnpm and yarn pass on the "--" that npm removes.
const at = process.argv[2] === '--' ? 3 : 2;
const asked = process.argv[at] ?? '';
const isKnown = MEASURES.includes(asked);
if (isKnown) process.argv.splice(2, at - 1);
await import(isKnown ? `./${asked}.mjs` : './bench.mjs');
