import { describe, test } from 'vitest';
import { FakeGenerator } from '../fixtures/fake-generator.js';
import { CONTRACT_CASES } from './generator-contract.js';

describe('the fake generator', () => {
  test.each(CONTRACT_CASES)('$name', async ({ run }) => {
    await run({ generator: new FakeGenerator(), load: { packUrl: 'http://localhost/packs/fake/' } });
  });
});
