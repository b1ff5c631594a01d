import type { KinoraFailure } from '../public/embed.js';

/** A rejection with a code and a remedy, as embed.d.ts promises it. */
export class HostError extends Error implements KinoraFailure {
  override readonly name = 'KinoraFailure';
  readonly code: string;
  readonly remedy: string;

  constructor({ code, message, remedy }: { readonly code: string; readonly message: string; readonly remedy: string }) {
    super(`${message} ${remedy}`);
    this.code = code;
    this.remedy = remedy;
  }
}

export const DESTROYED = { code: 'destroyed', message: 'This Kinora was destroyed.', remedy: 'Create another one.' };
export const RESTARTED = { code: 'worker-crashed', message: 'The frame of Kinora was reloaded.', remedy: 'Generate again.' };
