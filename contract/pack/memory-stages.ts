/** What is in memory at the same time, in the order of a film; a pack says how much each takes. */
export const MEMORY_STAGES = ['text', 'image', 'firstFrame', 'motion', 'decode'] as const;
export type MemoryStage = (typeof MEMORY_STAGES)[number];
