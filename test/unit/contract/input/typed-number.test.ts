import { describe, expect, it } from 'vitest';
import { readTypedNumber, settledNumber, type NumberFault } from '../../../../contract/input/typed-number.js';

const whole = (text: string) => readTypedNumber(text, 'whole');
const decimal = (text: string) => readTypedNumber(text, 'decimal');

describe('fault 22: a whole number as typed', () => {
  it.each<[string, number]>([
    ['7', 7],
    [' 007 ', 7],
    ['4294967295', 4294967295],
    // Digits of other scripts: full-width, Arabic, Persian, Devanagari, Bengali, Thai, mathematical bold.
    ['４', 4],
    ['１２', 12],
    ['٤٢', 42],
    ['۴۲', 42],
    ['४२', 42],
    ['৪২', 42],
    ['๔๒', 42],
    ['𝟒𝟐', 42],
    // Thousands.
    ['1.000', 1000],
    ['1,000', 1000],
    ['1 000', 1000],
    ['1\u00a0000', 1000],
    ['1\u202f000', 1000],
    ["1'000", 1000],
    ['1’000', 1000],
    ['1_000', 1000],
    ['１，０００', 1000],
    ['١٬٠٠٠', 1000],
    ['1.234.567', 1234567],
    ['12,34,567', 1234567],
    // Signs.
    ['+4', 4],
    ['＋4', 4],
    ['-0', 0],
    ['-5', -5],
    ['−5', -5],
    ['\u200f42\u200e', 42],
  ])('%j is %d', (text, value) => {
    expect(whole(text)).toEqual({ value, fault: null });
  });

  it.each<[string, NumberFault]>([
    ['', 'empty'],
    [' \u3000', 'empty'],
    ['1.5', 'not-whole'],
    ['1,5', 'not-whole'],
    ['4.0', 'not-whole'],
    ['0.123', 'not-whole'],
    ['1.0000', 'not-whole'],
    ['1.000,0', 'not-whole'],
    ['٤٫٥', 'not-whole'],
    ['٤٫٥٠٠', 'not-whole'],
    ['1,0000', 'not-whole'],
    ['1e3', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['0b1', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['4s', 'not-a-number'],
    ['4²', 'not-a-number'],
    ['½', 'not-a-number'],
    ['Ⅳ', 'not-a-number'],
    ['四', 'not-a-number'],
    ['1 2', 'not-a-number'],
    ['1.000,000.000', 'not-a-number'],
    ['1.000 000', 'not-a-number'],
    ['1.00.000', 'not-a-number'],
    ['--4', 'not-a-number'],
    ['+', 'not-a-number'],
    ['.', 'not-a-number'],
    ['4-', 'not-a-number'],
  ])('%j is refused: %s', (text, fault) => {
    expect(whole(text)).toEqual({ value: null, fault });
  });
});

describe('fault 22: a number with decimals as typed', () => {
  it.each<[string, number]>([
    ['4', 4],
    ['4.5', 4.5],
    ['4,5', 4.5],
    ['４．５', 4.5],
    ['４。５', 4.5],
    ['٤٫٥', 4.5],
    ['٤٫٥٠٠', 4.5],
    ['۴٫۵', 4.5],
    ['.5', 0.5],
    [',5', 0.5],
    ['4.', 4],
    ['04,50', 4.5],
    ['4.125', 4.125],
    ['4,125', 4.125],
    ['0.500', 0.5],
    ['2.0833333333333335', 2.0833333333333335],
    // Told as what it is, so that the range is what refuses it.
    ['1 000', 1000],
    ["1'000", 1000],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.000.000', 1e6],
    ['-1', -1],
    ['-0', 0],
    ['+4', 4],
  ])('%j is %d', (text, value) => {
    expect(decimal(text)).toEqual({ value, fault: null });
  });

  it.each<[string, NumberFault]>([
    ['', 'empty'],
    ['1.000', 'unclear'],
    ['1,000', 'unclear'],
    ['1.500', 'unclear'],
    ['4s', 'not-a-number'],
    ['1e1', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['4½', 'not-a-number'],
    ['1:30', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['1.234.5', 'not-a-number'],
  ])('%j is refused: %s', (text, fault) => {
    expect(decimal(text)).toEqual({ value: null, fault });
  });

  it('is read in whatever digits a region writes', () => {
    for (const system of Intl.supportedValuesOf('numberingSystem')) {
      const digits = new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false });
      // Chinese numerals and the like are letters, and are refused.
      if (!/^\p{Nd}+$/u.test(digits.format(9876543210))) continue;
      expect(decimal(digits.format(9876543210)), system).toEqual({ value: 9876543210, fault: null });
    }
  });

  it('is read as JavaScript writes it', () => {
    for (let tick = 1; tick <= 120 * 144; tick++) expect(decimal(String(tick / 144)).value).toBe(tick / 144);
  });
});

describe('fault 22: a number that was read', () => {
  it.each(['1.000', '４', ' 7', '+7', '007', '٧', "1'000"])('as whole number stands as itself: %j', (text) => {
    expect(settledNumber(text, 'whole')).toBe(String(whole(text).value));
  });

  it.each([
    ['4,5', '4,5'],
    ['4.5', '4.5'],
    ['４，５', '4.5'],
    ['4.', '4'],
    ['04,50', '4.5'],
  ])('with decimals keeps its comma: %j', (text, shown) => {
    expect(settledNumber(text, 'decimal')).toBe(shown);
  });

  it.each(['', '4s', '1.5', '99999999999999999999999'])('as typed where it cannot be shown better: %j', (text) => {
    expect(settledNumber(text, 'whole')).toBe(text);
  });
});
