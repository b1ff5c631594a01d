import { describe, expect, it } from 'vitest';
import { HostError } from '../../../embed-sdk/host-error.js';
import { parseFrameMessage, PROTOCOL } from '../../../embed-sdk/frame-messages.js';

const failed = (error: unknown) => parseFrameMessage({ protocol: PROTOCOL, type: 'failed', id: 1, error });
const SENTENCES = { message: 'Seconds is 10000; the most is 120.', remedy: 'Ask for 120 seconds or fewer.' };

describe('a failure that the frame tells of', () => {
  it('becomes a rejection with a kind, a reason and a sentence', () => {
    const parsed = failed({ code: 'bad-request', reason: 'seconds-above-limit', ...SENTENCES, cause: 'for the console' });
    if (parsed?.type !== 'failed') throw new Error('It was dropped.');
    expect(new HostError(parsed.error)).toMatchObject({
      name: 'KinoraFailure',
      code: 'bad-request',
      reason: 'seconds-above-limit',
      message: `${SENTENCES.message} ${SENTENCES.remedy}`,
      remedy: SENTENCES.remedy,
    });
  });

  it('of an older Kinora has its kind for a reason', () => {
    expect(failed({ code: 'bad-request', ...SENTENCES })).toMatchObject({ error: { code: 'bad-request', reason: 'bad-request' } });
  });

  it.each([undefined, 'broken', { code: 'bad-request' }, { code: 7, ...SENTENCES }, { code: 'bad-request', reason: 7, ...SENTENCES }])('is dropped when it is %j', (error) => {
    expect(failed(error)).toBeNull();
  });
});

it('a warning of an older Kinora has no reason of its own', () => {
  const event = { type: 'warning', message: 'Paused.' };
  expect(parseFrameMessage({ protocol: PROTOCOL, type: 'event', id: 1, event })).toEqual({
    type: 'event',
    event: { name: 'warning', data: { job: 1, message: 'Paused.', reason: 'other' } },
  });
});
