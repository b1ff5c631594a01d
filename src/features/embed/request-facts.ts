import type { GenerateRequest } from '../../../contract/generator.js';

/** The prompts of all scenes in one line. */
export const promptOf = ({ prompt, scenes }: GenerateRequest): string => prompt ?? scenes?.map((scene) => scene.prompt).join(' / ') ?? '';

/** The length of the film. */
export const secondsOf = ({ seconds, scenes }: GenerateRequest): number => scenes?.reduce((sum, scene) => sum + scene.seconds, 0) ?? seconds;
