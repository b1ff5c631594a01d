import { describe, expect, it } from 'vitest';
import { mayDownload, type FramedWindow } from '../../../../../../src/features/embed/host-link/downloads.js';

/** Frames from the inside out: null is one of another origin, a string is its sandbox, undefined is none. */
function framed(...sandboxes: readonly (string | null | undefined)[]): FramedWindow {
  const top = { frameElement: null } as unknown as { parent: FramedWindow; frameElement: null };
  top.parent = top;
  return sandboxes.reduceRight<FramedWindow>(
    (parent, sandbox) => ({
      parent,
      frameElement: sandbox === null ? null : { hasAttribute: () => sandbox !== undefined, sandbox: { contains: (token) => sandbox?.split(' ').includes(token) ?? false } },
    }),
    top,
  );
}

describe('whether a frame may download', () => {
  it.each<[string, FramedWindow, boolean | null]>([
    ['no frame', framed(), true],
    ['a frame without a sandbox', framed(undefined), true],
    ['a sandbox with allow-downloads', framed('allow-scripts allow-downloads'), true],
    ['a sandbox without', framed('allow-scripts allow-same-origin'), false],
    ['an empty sandbox', framed(''), false],
    ['a sandbox around a frame without one', framed(undefined, 'allow-scripts'), false],
    ['a page of another origin', framed(null), null],
    ['a page of another origin further out', framed('allow-downloads', null), null],
    ['a sandbox here, whatever is further out', framed('allow-scripts', null), false],
  ])('fault 21: is known of %s as far as it can be', (_, window, expected) => {
    expect(mayDownload(window)).toBe(expected);
  });

  it('fault 21: is not known where asking is refused', () => {
    const window = framed(null);
    Object.defineProperty(window, 'frameElement', { get: () => { throw new DOMException('No.', 'SecurityError'); } });
    expect(mayDownload(window)).toBeNull();
  });
});
