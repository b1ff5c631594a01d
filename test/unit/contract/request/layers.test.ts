import { describe, expect, it } from 'vitest';
import { findFlatFault, findRequestFault, findStillsFault } from '../../../../contract/check-request.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { TITLE_MOTIONS } from '../../../../contract/names.js';
import { settingsOf } from '../../../../contract/request/clip-settings.js';
import { flatFromRequest, requestFromFlat, withFiles, type FlatRequest } from '../../../../contract/request/flat-request.js';
import type { FlatLayer, Layer } from '../../../../contract/request/layers/layer.js';
import { parseClipSettings } from '../../../../contract/request/read-clip-settings.js';
import { flatRequestSchema, generateRequestSchema, hostRequestSchema } from '../../../../contract/request/request-schema.js';
import { needsDrawing, type GenerateRequest, type InputFile } from '../../../../contract/request/request.js';
import { requestFor } from '../../../fixtures/request-for.js';

const image = new Blob(['i']);
const place = { x: 0.35, y: 0.6, size: 0.7 };

const FLAT: FlatRequest = {
  prompt: 'on a sandy beach',
  seconds: 3,
  seed: 7,
  hideSubject: true,
  size: { width: 1024, height: 576 },
  fps: 24,
  layers: [
    { prompt: 'a dog running', ...place, turn: -10, start: 0.5, end: 2, motion: 1.5, seed: 3 },
    { prompt: 'a robot waving', image, ...place },
    { text: 'Hello\nthere', ...place, titleMotion: 'pop', colour: '#ff8800', outline: 'none', weight: 400 },
  ],
};

const REQUEST: GenerateRequest = {
  subject: { kind: 'prompt', prompt: 'on a sandy beach', seconds: 3 },
  seed: 7,
  hideSubject: true,
  size: { width: 1024, height: 576 },
  fps: 24,
  layers: [
    { content: { kind: 'prompt', prompt: 'a dog running', seed: 3 }, place: { ...place, turn: -10 }, start: 0.5, end: 2, motion: 1.5 },
    { content: { kind: 'image', file: { blob: image }, prompt: 'a robot waving' }, place },
    { content: { kind: 'title', text: 'Hello\nthere', animation: 'pop', colour: '#ff8800', outline: 'none', weight: 400 }, place },
  ],
};

const PACK = { id: 'starter', version: '1.0.0' };

describe('layers, a size and a frame rate', () => {
  it('lead from the flat format to the request and back', () => {
    expect(requestFromFlat(FLAT)).toEqual(REQUEST);
    expect(flatFromRequest(REQUEST)).toEqual(FLAT);
  });

  it('pass the schemas of a message, of a job on disk and of a host', () => {
    expect(generateRequestSchema.parse(REQUEST)).toEqual(REQUEST);
    expect(flatRequestSchema.parse(FLAT)).toEqual(FLAT);
    expect(hostRequestSchema.parse(FLAT)).toEqual(FLAT);
    const [dog] = FLAT.layers ?? [];
    expect(hostRequestSchema.safeParse({ ...FLAT, layers: [{ ...dog, speed: 2 }] }).success).toBe(false);
    expect(generateRequestSchema.safeParse({ ...REQUEST, fps: 25 }).success).toBe(false);
  });

  it('are in the settings of a film, without the pictures, which are needed again', () => {
    const settings = settingsOf(REQUEST, PACK);
    expect(settings.needs).toEqual(['layerImages']);
    const text = JSON.stringify(settings);
    expect(JSON.parse(text)).toMatchObject({ layers: [{ prompt: 'a dog running' }, { prompt: 'a robot waving', image: true }, { text: 'Hello\nthere', titleMotion: 'pop' }] });
    expect(parseClipSettings(text)).toEqual(settings);
    // A layer whose picture is not at hand is drawn from its words, at its place.
    expect(withFiles<InputFile, InputFile>(settings, {}).layers?.[1]).toEqual({ content: { kind: 'prompt', prompt: 'a robot waving' }, place });
  });

  it('are no fault', () => {
    expect(findRequestFault(REQUEST)).toBeNull();
    expect(findFlatFault(FLAT)).toBeNull();
    for (const animation of TITLE_MOTIONS) expect(findRequestFault(withLayer({ content: { kind: 'title', text: 'x', animation }, place }))).toBeNull();
  });
});

const file = { blob: image };
const dog: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'a dog' }, place };
const withLayer = (layer: unknown): GenerateRequest => requestFor('a beach', 4, { layers: [dog, layer as Layer<InputFile>] });
const titled = (look: object): GenerateRequest => withLayer({ content: { kind: 'title', text: 'Hello', ...look }, place });
const range = (min: number, max: number, given: string) => ({ min, max, given });

describe('is refused, and the layer is named:', () => {
  it.each<[GenerateRequest, KinoraError]>([
    [withLayer({ ...dog, content: { kind: 'prompt', prompt: ' ' } }), kinoraError('prompt-empty', {})],
    [withLayer({ ...dog, content: { kind: 'prompt', prompt: 'a cat', seed: -1 } }), kinoraError('seed-out-of-range', range(0, 4294967295, '-1'))],
    [withLayer({ ...dog, place: { ...place, x: 2 } }), kinoraError('layer-number-out-of-range', { field: 'x', ...range(-0.5, 1.5, '2') })],
    [withLayer({ ...dog, place: { ...place, y: Number.NaN } }), kinoraError('layer-number-out-of-range', { field: 'y', ...range(-0.5, 1.5, 'NaN') })],
    [withLayer({ ...dog, place: { ...place, size: 0 } }), kinoraError('layer-number-out-of-range', { field: 'size', ...range(0.05, 3, '0') })],
    [withLayer({ ...dog, place: { ...place, turn: 181 } }), kinoraError('layer-number-out-of-range', { field: 'turn', ...range(-180, 180, '181') })],
    [withLayer({ ...dog, start: -1 }), kinoraError('layer-number-out-of-range', { field: 'start', ...range(0, 120, '-1') })],
    [withLayer({ ...dog, start: 2, end: 2 }), kinoraError('layer-ends-too-early', { start: 2, end: 2 })],
    [withLayer({ ...dog, start: 4 }), kinoraError('layer-begins-too-late', { start: 4, seconds: 4 })],
    [withLayer({ ...dog, motion: 9 }), kinoraError('motion-out-of-range', range(0.25, 2, '9'))],
    [titled({ text: ' \n' }), kinoraError('title-empty', {})],
    [titled({ text: 'a'.repeat(201) }), kinoraError('title-too-long', { characters: 201, max: 200 })],
    [titled({ animation: 'spin' }), kinoraError('title-motion-unknown', { given: '"spin"', known: TITLE_MOTIONS })],
    [titled({ colour: 'none' }), kinoraError('title-colour-unknown', { field: 'colour', given: '"none"' })],
    [titled({ outline: 'mauve' }), kinoraError('title-colour-unknown', { field: 'outline', given: '"mauve"' })],
    [titled({ weight: 900 }), kinoraError('layer-number-out-of-range', { field: 'weight', ...range(200, 800, '900') })],
  ])('%o', (request, fault) => {
    expect(findRequestFault(request)).toEqual({ ...fault, place: { layer: 2 } });
  });

  it.each<[unknown]>([[null], [{ ...place }], [{ ...place, prompt: 'a cat', text: 'a cat' }], [{ ...place, image, text: 'a cat' }]])('in the flat format: %o', (layer) => {
    const layers = [{ prompt: 'a dog', ...place }, layer as FlatLayer<Blob>];
    expect(findFlatFault({ prompt: 'a beach', seconds: 4, seed: 7, layers })).toEqual({ ...kinoraError('layer-malformed', {}), place: { layer: 2 } });
  });
});

describe('a film put together of parts', () => {
  it.each<[GenerateRequest, KinoraError]>([
    [requestFor('a', 4, { layers: Array.from({ length: 7 }, () => dog) }), kinoraError('too-many-layers', { count: 7, max: 6 })],
    [requestFor('a', 4, { size: { width: 62, height: 512 } }), kinoraError('size-out-of-range', range(64, 1080, '62x512'))],
    [requestFor('a', 4, { size: { width: 512, height: 512.5 } }), kinoraError('size-out-of-range', range(64, 1080, '512x512.5'))],
    [requestFor('a', 4, { size: { width: 483, height: 512 } }), kinoraError('size-odd', { width: 483, height: 512 })],
    [requestFor('a', 4, { fps: 25 as 24 }), kinoraError('fps-unknown', { given: '25', known: [12, 24, 30] })],
    [requestFor('a', 4, { hideSubject: true, start: { kind: 'image', file } }), kinoraError('hidden-subject-of-file', {})],
    [requestFor('a', 4, { layers: [dog], start: { kind: 'video', file } }), kinoraError('composed-video', { what: 'layers' })],
    [requestFor('a', 4, { fps: 24, start: { kind: 'video', file } }), kinoraError('composed-video', { what: 'fps' })],
    [requestFor('a', 4, { hideSubject: true, transparent: true }), kinoraError('nothing-to-show', {})],
  ])('is refused: %o', (request, fault) => {
    expect(findRequestFault(request)).toEqual(fault);
  });

  it('needs no words where its layers are all there is', () => {
    const alone = requestFor('', 4, { hideSubject: true, transparent: true, layers: [{ content: { kind: 'title', text: 'Hi' }, place }] });
    expect(findRequestFault(alone)).toBeNull();
    expect(needsDrawing(alone)).toBe(false);
    expect(needsDrawing({ ...alone, layers: [dog] })).toBe(true);
    expect(findRequestFault({ ...alone, transparent: false })).toEqual(kinoraError('prompt-empty', {}));
    expect(findRequestFault({ ...alone, subject: { kind: 'prompt', prompt: '', seconds: 0 } })?.code).toBe('seconds-below-limit');
  });

  it('shows stills of the one or the other', () => {
    const wish = { prompt: 'a dog', seeds: [1] };
    expect(findStillsFault({ ...wish, transparent: true })).toBeNull();
    expect(findStillsFault({ ...wish, transparent: true, hideSubject: true })).toEqual(kinoraError('nothing-to-show', {}));
  });
});
