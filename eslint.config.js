import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders of the program, most specific first; the first that matches a file is its element. */
const ELEMENTS = [
  ['sentences', 'contract/errors/{english,german}'],
  ['contract', 'contract'],
  ['app', 'src/app'],
  ['automation', 'src/automation'],
  ['engine', 'src/engine'],
  ['features', 'src/features'],
  ['i18n', 'src/i18n'],
  ['platform', 'src/platform'],
  ['store', 'src/store'],
  ['ui', 'src/ui'],
  ['page', 'src'],
  ['sdk', 'embed-sdk'],
  ['pipelines', 'workers/generator/pipelines'],
  ['runtime', 'workers/generator/runtime'],
  ['tokenizer', 'workers/generator/tokenizer'],
  ['media', 'workers/generator/media'],
  ['checkpoints', 'workers/generator/checkpoints'],
  ['generator', 'workers/generator'],
  ['model-store', 'workers/model-store'],
  ['converter', 'workers/converter'],
  ['service-worker', 'workers/service-worker'],
  ['lib', 'workers/lib'],
];

/** What each element may import besides itself and packages. */
const ALLOWED = {
  sentences: ['contract'],
  contract: [],
  app: ['contract', 'engine', 'features', 'i18n', 'platform', 'store', 'ui'],
  automation: ['contract', 'features'],
  engine: ['contract'],
  features: ['contract', 'engine', 'i18n', 'platform', 'sentences', 'store', 'ui'],
  i18n: ['contract', 'platform', 'sentences'],
  platform: ['contract'],
  store: ['contract', 'features'],
  ui: ['contract', 'i18n', 'platform'],
  page: ['contract', 'app', 'automation', 'engine', 'features', 'i18n', 'platform', 'store', 'ui'],
  sdk: ['contract'],
  lib: ['contract'],
  pipelines: ['contract', 'lib'],
  runtime: ['contract', 'lib', 'pipelines'],
  tokenizer: ['contract', 'lib'],
  media: ['contract', 'lib', 'pipelines'],
  checkpoints: ['contract', 'lib', 'pipelines', 'media'],
  'model-store': ['contract', 'lib'],
  generator: ['contract', 'lib', 'pipelines', 'runtime', 'tokenizer', 'media', 'checkpoints', 'model-store'],
  converter: ['contract', 'lib', 'media'],
  'service-worker': ['contract'],
};

/** Why a wall stands and what to do at it. */
const REMEDIES = {
  sentences: 'contract/errors/english and german make sentences of codes and parameters, and know contract/ only.',
  contract: 'contract/ imports nothing but zod: move the type into contract/ or keep it on the side that needs it.',
  app: 'src/app composes the studio from src/features: what a feature needs goes into that feature or into src/ui.',
  automation: 'src/automation drives the job runner of src/features and GeneratorApi of contract/: pass both their deps in from src/main.tsx.',
  engine: 'src/engine owns the workers and knows contract/ only: pass what it needs in from src/app or src/main.tsx.',
  features: 'A feature knows other features, src/store, src/ui, src/engine, src/platform and src/i18n: src/app composes features.',
  i18n: 'src/i18n holds the language and the texts that several features share: pass numbers and names in as arguments.',
  platform: 'src/platform wraps browser APIs and knows contract/ only: pass callbacks in from src/app.',
  store: 'src/store composes the slices of src/features; the engine comes as GeneratorApi from src/main.tsx.',
  ui: 'src/ui holds components that know no feature and no store: pass data and callbacks in as props.',
  page: 'The page and the workers share contract/ only: put the shared type there; workers are reached by their URL.',
  sdk: 'embed-sdk runs on pages of other sites and knows contract/ and public/embed.d.ts only.',
  lib: 'workers/lib serves every worker and knows contract/ only: move what knows a feature into the folder of that feature.',
  pipelines:
    'workers/generator/pipelines runs in Node with fakes: declare an interface in pipelines and pass the implementation in from workers/generator/jobs.',
  runtime: 'workers/generator/runtime runs graphs: others use it through GraphRunner of workers/generator/pipelines.',
  tokenizer: 'workers/generator/tokenizer reads prompts: pass it the texts of its files.',
  media: 'workers/generator/media decodes, encodes and muxes: combine it with the rest in workers/generator/jobs.',
  checkpoints: 'workers/generator/checkpoints stores bytes: combine it with the rest in workers/generator/jobs.',
  'model-store': 'workers/model-store stores packs and knows contract/ and workers/lib only: load models in workers/generator/model.',
  generator: 'Workers know contract/ and workers/ only: put what the page must know into contract/.',
  converter: 'workers/converter knows finished films, workers/generator/media, workers/lib and contract/ only: pass it a Blob.',
  'service-worker': 'The service worker knows contract/ only.',
};

/** Dangerous packages, each with the one place that may import it. */
const GATEWAYS = [
  {
    packages: ['onnxruntime-web', 'onnxruntime-common'],
    only: ['runtime'],
    remedy: 'Only workers/generator/runtime imports onnxruntime-web: call it through GraphRunner.',
  },
  {
    packages: ['mp4-muxer'],
    only: ['media'],
    remedy: 'Only workers/generator/media imports mp4-muxer: write through muxFilm or SegmentMuxer.',
  },
  {
    packages: ['mediabunny'],
    only: ['converter', 'media'],
    remedy: 'Only workers read videos: ask for it through src/engine/converter-client.ts.',
  },
  {
    packages: ['gifenc'],
    only: ['converter'],
    remedy: 'Only workers/converter writes GIFs: ask for one through src/engine/converter-client.ts.',
  },
  {
    packages: ['comlink'],
    only: ['engine', 'generator', 'model-store', 'converter'],
    remedy: 'Only src/engine and the entries *.worker.ts import comlink: speak GeneratorApi, PackStoreApi or ConverterApi.',
  },
];

/** What Safari 16.4, the oldest that can make a film, lacks (docs/browsers.md), with the version that has it and what to use. */
const TOO_NEW = [
  ['URL', 'canParse', 'Safari 17: use parseUrl of src/platform/parse-url.ts, or catch what new URL() throws.'],
  ['URL', 'parse', 'Safari 18: use parseUrl of src/platform/parse-url.ts, or catch what new URL() throws.'],
  ['AbortSignal', 'any', 'Safari 17.4: use anySignal of workers/lib/any-signal.ts.'],
  ['Promise', 'withResolvers', 'Safari 17.4: keep resolve from new Promise().'],
  ['Promise', 'try', 'Safari 18.2: call an async function.'],
  ['Object', 'groupBy', 'Safari 17.4: fill a Map in a loop.'],
  ['Map', 'groupBy', 'Safari 17.4: fill a Map in a loop.'],
  ['Iterator', 'from', 'Safari 18.4: spread it into an array.'],
].map(([object, property, message]) => ({ object, property, message }));

const elementTypes = ELEMENTS.map(([type]) => type);

const walls = [
  ...elementTypes.flatMap((type) => [
    {
      from: { element: { type } },
      disallow: { to: { element: { types: { noneOf: [type, ...ALLOWED[type]] } } } },
      message: REMEDIES[type],
    },
  ]),
  ...GATEWAYS.flatMap(({ packages, only, remedy }) =>
    packages.map((source) => ({
      from: { element: { types: { noneOf: only } } },
      disallow: { to: { module: { origin: 'external', source } } },
      message: remedy,
    })),
  ),
  {
    from: { element: { type: 'contract' } },
    disallow: { to: { module: { origin: 'external', source: '!zod' } } },
    message: REMEDIES.contract,
  },
];

const FORBIDDEN_FILE_NAME = /(^|[./-])(utils?|misc|helpers?|common|index)\.(ts|tsx|mjs|js)$/;

/** Names say what a file holds; a drawer called "utils" never does. */
const fileNames = {
  rules: {
    'say-what-it-holds': {
      meta: { type: 'suggestion', schema: [] },
      create: (context) => ({
        Program(node) {
          const name = context.filename.split(/[\\/]/).at(-1);
          if (FORBIDDEN_FILE_NAME.test(name)) {
            context.report({ node, message: `"${name}" says nothing of what it holds: name the file after its one noun.` });
          } else if (/[A-Z_]/.test(name) && !name.endsWith('.tsx')) {
            context.report({ node, message: `"${name}" is not kebab-case: write it in small letters with hyphens.` });
          }
        },
      }),
    },
  },
};

export default tseslint.config(
  {
    ignores: ['dist/**', 'node_modules/**', 'public/**', 'training/**', 'converter/**/*.json', 'test/fixtures/**/*.json', 'examples/**', '.venv/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers in messages are the point of a message.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `while (true)` with an exit inside is how a queue is drained.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Fakes and adapters fulfil asynchronous interfaces without awaiting.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { 'file-names': fileNames },
    rules: {
      'file-names/say-what-it-holds': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['contract/**/*.ts', 'src/**/*.{ts,tsx}', 'embed-sdk/*.ts', 'workers/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': ELEMENTS.map(([type, pattern]) => ({ type, pattern, partialMatch: false })),
      'import/resolver': { typescript: {} },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'allow', checkAllOrigins: true, policies: walls }],
      'no-restricted-properties': ['error', ...TOO_NEW],
    },
  },
  {
    // Comlink stays in the entries of the workers; the classes behind them are tested without a worker.
    files: ['workers/**/*.ts'],
    ignores: ['workers/**/*.worker.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'comlink', message: 'Only the entries *.worker.ts import comlink: speak GeneratorApi, PackStoreApi or ConverterApi.' }] },
      ],
    },
  },
  {
    // Loops over numbers, within bounds by their own condition; a check of each index would hide the arithmetic.
    files: [
      'contract/stacked-alpha.ts',
      'workers/lib/rgba-frame.ts',
      'workers/generator/pipelines/decoders/layers/*.ts',
      'workers/generator/pipelines/colours/*.ts',
      'workers/generator/pipelines/guided-denoiser.ts',
      'workers/generator/pipelines/plate/*.ts',
      'workers/generator/pipelines/schedulers/*.ts',
      'workers/generator/pipelines/weather/paint-particles.ts',
      'workers/generator/tokenizer/near-words.ts',
      'workers/generator/media/encode/i420-frame.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 400 }], '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
