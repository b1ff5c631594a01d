/** The list of models that a site offers, `packs/catalogue.json`: data, which a deployer may change. */
import * as z from 'zod/mini';
import { address, rule, text, withDefault } from '../pack/fields.js';

export const CATALOGUE_FORMAT = 'kinora-catalogue/1';

/** Of a pack, relative to the catalogue: "hub/sd-turbo/". */
const folder = z.string().check(
  rule(
    (value) => /^(?!.*(^|\/)\.\.(\/|$))[\w.-]+(\/[\w.-]+)*\/$/.test(value),
    (value) => ({ kind: 'bad-path', params: { found: JSON.stringify(value) } }),
  ),
);

const recipe = z.strictObject({
  title: text,
  description: text,
  licence: z.strictObject({ name: text, url: z.optional(address) }),
  command: text,
  makes: z.array(z.enum(['draw', 'move'])).check(z.minLength(1)),
});

export const catalogue = z.strictObject({
  format: z.literal(CATALOGUE_FORMAT),
  packs: z.array(folder),
  recipes: withDefault(z.array(recipe), []),
});

export type Catalogue = z.infer<typeof catalogue>;
