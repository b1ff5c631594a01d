import { describe, expect, test } from 'vitest';
import { WEATHERS } from '../../../../../../contract/names.js';
import { withParticles } from '../../../../../../workers/generator/pipelines/weather/paint-particles.js';
import { particlesOf } from '../../../../../../workers/generator/pipelines/weather/particles.js';
import { withoutParticles } from '../../../../../../workers/generator/pipelines/weather/without-particles.js';

const SIZE = { width: 192, height: 192 };
/** A sky above a hill. */
const picture = Uint8ClampedArray.from({ length: SIZE.width * SIZE.height * 4 }, (_, at) => {
  const [x, y, channel] = [Math.floor(at / 4) % SIZE.width, Math.floor(at / 4 / SIZE.width), at % 4];
  return channel === 3 ? 255 : 60 + 40 * channel + 0.3 * y + 30 * Math.sin(x / 40);
});
const psnr = (a: Uint8ClampedArray, b: Uint8ClampedArray): number => 10 * Math.log10(255 ** 2 / (a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length));

describe('a frame without what falls in it', () => {
  test.each(WEATHERS)('is what was behind it: %s', (weather) => {
    const particles = particlesOf([{ weather, seed: 5, seconds: 2, opacity: 1 }], SIZE);
    const seen = withParticles({ ...SIZE, rgba: picture }, particles);
    const behind = withoutParticles(seen, particles, SIZE);
    expect(psnr(behind, picture)).toBeGreaterThan(psnr(seen, picture) + 8);
    expect(psnr(behind, picture)).toBeGreaterThan(38);
  });

  test('is the same frame where nothing falls', () => {
    expect(Buffer.from(withoutParticles(picture, new Float32Array(), SIZE)).equals(Buffer.from(picture))).toBe(true);
  });
});
