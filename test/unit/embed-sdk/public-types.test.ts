import { describe, expectTypeOf, it } from 'vitest';
import type { ClipMetadata } from '../../../contract/events.js';
import type * as names from '../../../contract/names.js';
import type { HostModels, HostRequest } from '../../../contract/embed.js';
import type { FlatLayer } from '../../../contract/request/layers/layer.js';
import type { GenerateRequest, KinoraEvents, KinoraOptions, Stage } from '../../../public/embed.js';
import type * as published from '../../../public/embed.js';

// embed.d.ts is written by hand, to be read by people; here it is held to what the program does.
describe('the published types', () => {
  it('ask for what the contract takes', () => {
    expectTypeOf<keyof GenerateRequest>().toEqualTypeOf<keyof HostRequest>();
    expectTypeOf<keyof published.Layer>().toEqualTypeOf<keyof FlatLayer<Blob>>();
    expectTypeOf<Required<published.Layer>['titleMotion']>().toEqualTypeOf<names.TitleMotion>();
    expectTypeOf<Required<GenerateRequest>['fps']>().toEqualTypeOf<names.FrameRate>();
    expectTypeOf<Required<GenerateRequest>['models']>().toExtend<HostModels>();
    expectTypeOf<Required<GenerateRequest>['format']>().toEqualTypeOf<names.VideoCodecName>();
    expectTypeOf<Required<KinoraOptions>['ui']>().toEqualTypeOf<names.EmbedUi>();
    expectTypeOf<Required<KinoraOptions>['theme']>().toEqualTypeOf<names.EmbedTheme>();
    expectTypeOf<Stage>().toEqualTypeOf<names.Stage>();
    expectTypeOf<KinoraEvents['progress']['stage']>().toEqualTypeOf<names.Stage>();
  });

  it('promise what the contract gives', () => {
    expectTypeOf<ClipMetadata>().toExtend<published.ClipMetadata>();
  });
});
