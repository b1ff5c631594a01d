import { describe, expect, it } from 'vitest';
import { pickLanguage } from '../../../../src/i18n/language.js';

describe('the language of the page', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr-FR', 'de-DE', 'en-GB'], 'de'],
    [['EN-us', 'de'], 'en'],
    [['ja', 'fr'], 'en'],
    [[], 'en'],
  ])('of a browser that asks for %j is %s', (wanted, language) => {
    expect(pickLanguage(wanted)).toBe(language);
  });
});
