import { afterEach, describe, expect, it, vi } from 'vitest';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import { GERMAN } from '../../../../contract/errors/german/german.js';
import { languageStore } from '../../../../src/i18n/language.js';
import { loadSentences, preloadSentences, sentencesStore } from '../../../../src/i18n/sentences.js';

afterEach(() => {
  languageStore.setState('en');
  sentencesStore.setState({}, true);
});

describe('the sentences of errors', () => {
  it('come for the language that is asked for, and no other', async () => {
    await loadSentences('de');
    expect(sentencesStore.getState()).toEqual({ de: GERMAN });
  });

  it('come when a person first does something, and with each change of the language', async () => {
    const page = new EventTarget() as Window;
    preloadSentences(page);
    expect(sentencesStore.getState()).toEqual({});
    page.dispatchEvent(new Event('pointerdown'));
    await vi.waitFor(() => expect(sentencesStore.getState()).toEqual({ en: ENGLISH }));
    languageStore.setState('de');
    await vi.waitFor(() => expect(sentencesStore.getState()).toEqual({ en: ENGLISH, de: GERMAN }));
  });
});
