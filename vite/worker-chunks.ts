/** What this file needs of rolldown's context for `output.codeSplitting`. */
interface ChunkingContext {
  getModuleInfo(moduleId: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * Splits a worker into its entry, a chunk of all that the entry imports, and the chunks that it imports later.
 * Left to itself the bundler puts what chunks share into the entry, and the later chunks import the entry. WebKit then
 * evaluates the entry a second time (its address as a worker and as a module differ), and two copies answer each message.
 */
export const ENTRY_APART = {
  groups: [{ debugName: 'worker', name: (moduleId: string, context: ChunkingContext) => (isImportedByEntry(moduleId, context) ? 'worker' : null) }],
};

/** Whether an entry imports the module, itself or through others, without `import()`. */
function isImportedByEntry(moduleId: string, context: ChunkingContext): boolean {
  const seen = new Set([moduleId]);
  if (context.getModuleInfo(moduleId)?.isEntry !== false) return false;
  for (const id of seen) {
    for (const importer of context.getModuleInfo(id)?.importers ?? []) {
      if (context.getModuleInfo(importer)?.isEntry === true) return true;
      seen.add(importer);
    }
  }
  return false;
}
