import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as contract from '../../../contract/generator.js';
import type { GenerateRequest, KinoraEvents, Stage } from '../../../public/embed.js';
import type * as published from '../../../public/embed.js';
import { PROTOCOL } from '../../../embed-sdk/frame-messages.js';
import { EMBED_PROTOCOL } from '../../../contract/embed.js';

// embed.d.ts is written by hand, to be read by people; here it is held to what the program does.
describe('the published types', () => {
  it('ask for what the contract takes', () => {
    expectTypeOf<keyof GenerateRequest>().toEqualTypeOf<keyof contract.GenerateRequest>();
    expectTypeOf<Required<GenerateRequest>['format']>().toEqualTypeOf<contract.VideoCodecName>();
    expectTypeOf<Stage>().toEqualTypeOf<contract.Stage>();
    expectTypeOf<KinoraEvents['progress']['stage']>().toEqualTypeOf<contract.Stage>();
  });

  it('promise what the contract gives', () => {
    expectTypeOf<contract.ClipMetadata>().toExtend<published.ClipMetadata>();
  });

  it('belong to the protocol of this build', () => {
    expect(PROTOCOL).toBe(EMBED_PROTOCOL);
  });
});
