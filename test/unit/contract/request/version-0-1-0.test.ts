import { describe, expect, it } from 'vitest';
import { flatFromRequest, requestFromFlat } from '../../../../contract/request/flat-request.js';
import { parseClipSettings, readSettings } from '../../../../contract/request/read-clip-settings.js';
import type { GenerateRequest } from '../../../../contract/request/request.js';
import { settingsOf, type ClipSettings } from '../../../../contract/request/clip-settings.js';
import { settingsBox } from '../../../../contract/request/settings-box.js';
import { settingsInLink, settingsLink } from '../../../../src/features/composer/settings/settings-link.js';
import { readPasted } from '../../../../src/features/composer/settings/read-pasted.js';

/** As Kinora 0.1.0 wrote them: the text, the box of an MP4 in base64, and the fragment of a link. */
const WRITTEN = [
  {
    text: '{"kinora":1,"prompt":"a \\"red\\" äpple 🍎","seconds":4,"seed":7,"steps":6,"motion":1.5,"loop":true,"format":"vp9","needs":[],"pack":{"id":"starter","version":"1.7.0"}}',
    box: 'AAAAzXV1aWScWh8Oax1MD6XSS2lub3JheyJraW5vcmEiOjEsInByb21wdCI6ImEgXCJyZWRcIiBcdTAwZTRwcGxlIFx1ZDgzY1x1ZGY0ZSIsInNlY29uZHMiOjQsInNlZWQiOjcsInN0ZXBzIjo2LCJtb3Rpb24iOjEuNSwibG9vcCI6dHJ1ZSwiZm9ybWF0IjoidnA5IiwibmVlZHMiOltdLCJwYWNrIjp7ImlkIjoic3RhcnRlciIsInZlcnNpb24iOiIxLjcuMCJ9fQ==',
    link: '#film=Hc3BDYJAEAXQVsg_b4gkKnFbEQ8bGBMC7ExmVy6EErQFL3ZiQ5bgwO1nMv_9BUMfWQN85SDKk2R4hKKBUteg-H5ERip-7-cLDolajl2CP26ZOvjaQiax09lh4txzNKo8OYzMAp_1QQ531ils8CwXY6JVrXG92WRoB_gFvVkmBc2k9jGTpp1CVdblAev6Bw',
  },
  {
    text: '{"kinora":1,"scenes":[{"prompt":"a cat","seconds":2},{"prompt":"a cat spins","seconds":3,"start":"continue"}],"seconds":5,"seed":1,"background":"white","endBackground":"#102030","needs":["image","endImage"],"pack":{"id":"starter","version":"1.7.0"}}',
    box: 'AAABEXV1aWScWh8Oax1MD6XSS2lub3JheyJraW5vcmEiOjEsInNjZW5lcyI6W3sicHJvbXB0IjoiYSBjYXQiLCJzZWNvbmRzIjoyfSx7InByb21wdCI6ImEgY2F0IHNwaW5zIiwic2Vjb25kcyI6Mywic3RhcnQiOiJjb250aW51ZSJ9XSwic2Vjb25kcyI6NSwic2VlZCI6MSwiYmFja2dyb3VuZCI6IndoaXRlIiwiZW5kQmFja2dyb3VuZCI6IiMxMDIwMzAiLCJuZWVkcyI6WyJpbWFnZSIsImVuZEltYWdlIl0sInBhY2siOnsiaWQiOiJzdGFydGVyIiwidmVyc2lvbiI6IjEuNy4wIn19',
    link: '#film=XY6xCsMwDER_JahrCE5CKXjs1m8oHVxHpCJENrbTDsH_Xjl0MN1Od-8k7bAQu2BA9y1Ei4wR9H0HH9zqE2gwjTUJJEPreJJwyO1_3ERPHGtoFJ1MKIQ4iXhDyI8KOBeN03H2aewyB7exjPB5UUJZhTxda__Uq0GNShKWXnkSaDXzD70dUg546YDegUrneAGDIG8MkRyL13eXTkHOXw',
  },
] as const;

const [image, endImage, extend] = [new Blob(['i']), new Blob(['e']), new Blob(['v'])];

describe('what version 0.1.0 wrote', () => {
  it.each(WRITTEN)('is read from text, file and link, and a film of it has the same record: $text', async ({ text, box, link }) => {
    const settings = JSON.parse(text) as ClipSettings;
    expect(parseClipSettings(text)).toEqual(settings);
    expect(readPasted(text)).toEqual({ kind: 'whole', settings });
    expect(await readSettings(new Blob([Buffer.from(box, 'base64')]))).toEqual(settings);
    expect(settingsInLink(link)).toEqual(settings);
    const { kinora: _, needs, pack, ...fields } = settings;
    const files = Object.fromEntries(needs.map((name) => [name, name === 'layerImages' ? undefined : { image, endImage, extend }[name]]));
    expect(settingsOf(requestFromFlat({ ...fields, ...files }), pack)).toEqual(settings);
  });

  it('can be read where it is written now', async () => {
    const settings = JSON.parse(WRITTEN[1].text) as ClipSettings;
    expect(await readSettings(new Blob([settingsBox(settings)]))).toEqual(settings);
    expect(settingsInLink(new URL(settingsLink(settings, 'https://kinora.example/')).hash)).toEqual(settings);
  });
});

describe('the flat format', () => {
  const scenes = [{ prompt: 'a cat', seconds: 2 }, { prompt: 'a cat spins', seconds: 3, start: 'continue' as const }];

  it.each<[string, Parameters<typeof requestFromFlat>[0], GenerateRequest]>([
    ['a prompt', { prompt: 'a cat', seconds: 2, seed: 7 }, { subject: { kind: 'prompt', prompt: 'a cat', seconds: 2 }, seed: 7 }],
    [
      'scenes and options',
      { scenes, seconds: 5, seed: 7, steps: 4, motion: 1.5, format: 'av1' },
      { subject: { kind: 'scenes', scenes }, seed: 7, steps: 4, motion: 1.5, format: 'av1' },
    ],
    [
      'one background for both pictures',
      { prompt: 'a cat', seconds: 2, seed: 7, background: 'white', image, endImage },
      {
        subject: { kind: 'prompt', prompt: 'a cat', seconds: 2 },
        seed: 7,
        start: { kind: 'image', file: { blob: image, background: 'white' } },
        ending: { kind: 'image', file: { blob: endImage, background: 'white' } },
      },
    ],
    [
      'a video, and a picture with a background of its own',
      { prompt: 'a cat', seconds: 2, seed: 7, endBackground: 'black', endImage, extend },
      {
        subject: { kind: 'prompt', prompt: 'a cat', seconds: 2 },
        seed: 7,
        start: { kind: 'video', file: { blob: extend } },
        ending: { kind: 'image', file: { blob: endImage, background: 'black' } },
      },
    ],
    ['a loop', { prompt: 'a cat', seconds: 2, seed: 7, loop: true }, { subject: { kind: 'prompt', prompt: 'a cat', seconds: 2 }, seed: 7, ending: { kind: 'loop' } }],
  ])('leads to the union and back: %s', (_, flat, request) => {
    expect(requestFromFlat(flat)).toEqual(request);
    expect(flatFromRequest(request)).toEqual(flat);
  });
});

it('a request that contradicts itself has no type', () => {
  const base = { subject: { kind: 'prompt', prompt: 'a cat', seconds: 2 }, seed: 7 } as const;
  // @ts-expect-error -- a prompt and scenes
  const both: GenerateRequest = { ...base, subject: { kind: 'prompt', prompt: 'a cat', seconds: 2, scenes: [] } };
  // @ts-expect-error -- scenes with a length of their own
  const twice: GenerateRequest = { ...base, subject: { kind: 'scenes', scenes: [], seconds: 2 } };
  // @ts-expect-error -- a loop that ends with a picture
  const ends: GenerateRequest = { ...base, ending: { kind: 'loop', file: { blob: image } } };
  // @ts-expect-error -- a picture and a video to start from
  const starts: GenerateRequest = { ...base, image, extend };
  expect([both, twice, ends, starts]).toHaveLength(4);
});
