import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The widget and the texts of an option are its own. */
const ITS_OWN = /advanced-options\.tsx$|-texts\.ts$/;
/** Where the word means something else: a stage of a film, what a pack says of its latents, how a film comes to rest, and how one layer or the letters of a title move. */
const ANOTHER_MEANING = /^(?:bench\/stages\.mjs|contract\/pack\/.*|contract\/errors\/(?:english|german)\/.*|contract\/request\/layers\/.*|src\/features\/composer\/layers\/.*|cli\/generate\/layer-flags\.mjs|workers\/generator\/titles\/.*|workers\/model-store\/offers\/plan-memory\.ts|workers\/generator\/pipelines\/(?:ending|image-to-video)\.ts)$/;
const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;

/** The recipe "Add an option" of CONTRIBUTING.md lists these. */
const FILES_OF_AN_OPTION = [
  'cli/generate/flags.mjs',
  'contract/request/check-values.ts',
  'contract/request/request-schema.ts',
  'contract/request/request.ts',
  'public/embed.d.ts',
  'workers/generator/pipelines/text-to-video.ts',
];

test('an option of a request, such as motion, is named in six files besides its widget and its texts', () => {
  const files = ['bench', 'cli', 'contract', 'embed-sdk', 'public', 'src', 'workers'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /\.(?:tsx?|mjs)$/.test(file) && !ITS_OWN.test(file) && !ANOTHER_MEANING.test(file)),
  );
  const naming = files.filter((file) => /(?<![\w-])motion(?![\w-])/.test(readFileSync(path.join(ROOT, file), 'utf8').replace(COMMENTS, '')));
  expect(naming.sort()).toEqual(FILES_OF_AN_OPTION);
  const recipe = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  expect(FILES_OF_AN_OPTION.filter((file) => !recipe.includes(file))).toEqual([]);
});
