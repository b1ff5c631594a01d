import { describe, expect, it, vi } from 'vitest';
import { Installation, type InstallationDeps } from '../../../../src/platform/installation.js';

function connected(parts: Partial<InstallationDeps> = {}) {
  const installation = new Installation();
  const browser = {
    takeOver: vi.fn(),
    keepRuntime: vi.fn(() => Promise.resolve(true)),
    anyTabMakesFilm: vi.fn(() => Promise.resolve(false)),
    install: vi.fn(() => Promise.resolve()),
    ...parts,
  };
  installation.connect(browser);
  return { installation, browser, update: () => installation.store.getState().update };
}

describe('a new version', () => {
  it('is taken when the person says so', async () => {
    const { installation, browser, update } = connected();
    installation.store.setState({ update: 'waiting' });
    await installation.takeUpdate();
    expect(browser.takeOver).toHaveBeenCalledOnce();
    expect(update()).toBe('taking-over');
  });

  it('waits while any tab makes a film, and is taken after it', async () => {
    let making = true;
    const { installation, browser, update } = connected({ anyTabMakesFilm: () => Promise.resolve(making) });
    installation.store.setState({ update: 'waiting' });
    await installation.takeUpdate();
    expect(browser.takeOver).not.toHaveBeenCalled();
    expect(update()).toBe('busy');
    making = false;
    await installation.takeUpdate();
    expect(browser.takeOver).toHaveBeenCalledOnce();
  });

  it('that is not there cannot be taken', async () => {
    const { installation, browser } = connected();
    await installation.takeUpdate();
    expect(browser.takeOver).not.toHaveBeenCalled();
  });
});

describe('the part that runs models', () => {
  it('is kept once, and again when another build is used', async () => {
    const { installation, browser } = connected();
    await installation.keepRuntime('plain');
    await installation.keepRuntime('plain');
    expect(browser.keepRuntime).toHaveBeenCalledOnce();
    await installation.keepRuntime('jspi');
    expect(browser.keepRuntime).toHaveBeenCalledTimes(2);
    expect(installation.store.getState().runtimeKept).toBe(true);
  });

  it('is tried again when it could not be kept', async () => {
    const { installation, browser } = connected({ keepRuntime: vi.fn(() => Promise.resolve(false)) });
    await installation.keepRuntime('plain');
    await installation.keepRuntime('plain');
    expect(browser.keepRuntime).toHaveBeenCalledTimes(2);
    expect(installation.store.getState().runtimeKept).toBe(false);
  });
});
