/** What this file needs of rolldown's context for `output.codeSplitting`. */
interface ChunkingContext {
  getModuleInfo(moduleId: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/** What runs when it is evaluated, and so is in no chunk that another page imports: the entries and their composition roots. */
const RUNS = /\.html$|\/src\/(?:main|embed-page)\.tsx$/;

/**
 * Few large chunks for what each page needs at once: small ones that compress apart are a tenth larger together, and each is a request.
 * What both pages import is one chunk, what only one of them does another; what is imported late stays in chunks of its own.
 */
export const FEW_CHUNKS = {
  groups: [{ debugName: 'page', name: (moduleId: string, context: ChunkingContext) => chunkOf(moduleId, context) }],
};

function chunkOf(moduleId: string, context: ChunkingContext): string | null {
  if (RUNS.test(moduleId)) return null;
  const pages = [...entriesOf(moduleId, context)];
  // The embedded page imports little of its own at once, and the rest of it with the schema of what its host sends.
  if (!pages.some((page) => page.endsWith('/index.html'))) return null;
  return pages.length > 1 ? 'shared' : 'studio';
}

/** The pages that import a module, themselves or through others, without `import()`. */
function entriesOf(moduleId: string, context: ChunkingContext): ReadonlySet<string> {
  const entries = new Set<string>();
  const seen = new Set([moduleId]);
  for (const id of seen) {
    const info = context.getModuleInfo(id);
    if (info?.isEntry === true) entries.add(id);
    for (const importer of info?.importers ?? []) seen.add(importer);
  }
  return entries;
}
