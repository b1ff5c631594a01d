import type { KinoraFailure } from '../public/embed.js';

/** What a rejection says. `code` is the kind of failure, `reason` the one failure. */
export type HostFailure = Pick<KinoraFailure, 'code' | 'reason' | 'message' | 'remedy'>;

/** A rejection with a code and a remedy, as embed.d.ts promises it. */
export class HostError extends Error implements KinoraFailure {
  override readonly name = 'KinoraFailure';
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;

  constructor({ code, reason, message, remedy }: HostFailure) {
    super(`${message} ${remedy}`);
    this.code = code;
    this.reason = reason;
    this.remedy = remedy;
  }
}

export const DESTROYED: HostFailure = { code: 'destroyed', reason: 'destroyed', message: 'This Kinora was destroyed.', remedy: 'Create another one.' };
export const RESTARTED: HostFailure = { code: 'worker-crashed', reason: 'frame-reloaded', message: 'The frame of Kinora was reloaded.', remedy: 'Generate again.' };
