import { expect, it } from 'vitest';
import { canGainIsolation, type IsolationSite } from '../../../../src/platform/isolation.js';

const plainHost: IsolationSite = { crossOriginIsolated: false, isSecureContext: true, framed: false, serviceWorkers: true };

it('helps on a plain host', () => {
  expect(canGainIsolation(plainHost)).toBe(true);
});

it.each<[string, Partial<IsolationSite>]>([
  ['when the host sends the headers', { crossOriginIsolated: true }],
  ['without a secure context', { isSecureContext: false }],
  ['inside a frame', { framed: true }],
  ['without service workers', { serviceWorkers: false }],
])('keeps out %s', (_, change) => {
  expect(canGainIsolation({ ...plainHost, ...change })).toBe(false);
});
