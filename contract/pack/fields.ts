/** Kinds of fields that a manifest is made of. A check that fails names its fault in `params`. */
import * as z from 'zod/mini';
import type { ManifestFault } from '../errors/manifest-fault.js';

/** A check of our own: `fault` is what `readFault` finds in the issue. */
export function rule<T>(holds: (value: T) => boolean, fault: (value: T) => ManifestFault): z.core.$ZodCheck<T> {
  return z.check<T>((context) => {
    if (!holds(context.value)) context.issues.push(issueOf(fault(context.value), context.value));
  });
}

/** @param path from where the check stands to the field that is at fault */
export function issueOf(fault: ManifestFault, input: unknown, path: readonly PropertyKey[] = []): z.core.$ZodRawIssue<z.core.$ZodIssueCustom> {
  return { code: 'custom', message: fault.kind, params: { fault }, input, path: [...path] };
}

const shown = (value: unknown): string => JSON.stringify(value);

export const count = z.int().check(z.gte(0));
export const size = z.int().check(z.gte(1));
export const text = z.string().check(z.minLength(1));
export const even = z.int().check(
  z.gte(2),
  z.lte(4096),
  rule((value) => value % 2 === 0, (value) => ({ kind: 'odd', params: { found: shown(value) } })),
);

export const sha256 = z.string().check(
  rule((value) => /^[0-9a-f]{64}$/.test(value), (value) => ({ kind: 'bad-hash', params: { found: shown(value) } })),
);

/** Stays inside the pack's folder: no scheme, no absolute path, no climbing out. */
export const file = z.string().check(
  rule(
    (value) => /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]+$/.test(value),
    (value) => ({ kind: 'bad-path', params: { found: shown(value) } }),
  ),
);

/** An address on the web that cannot be confused with a script. */
export const address = z.string().check(
  rule((value) => /^https?:\/\/[^\s/]+/.test(value), (value) => ({ kind: 'bad-address', params: { found: shown(value) } })),
);

/** One that files are relative to. */
export const folderAddress = address.check(
  rule((value) => value.endsWith('/'), (value) => ({ kind: 'no-slash', params: { found: shown(value) } })),
);

/** What graphs and free dimensions are called. */
export const name = z.string().check(
  rule((value) => /^[A-Za-z_][\w.-]*$/.test(value), (value) => ({ kind: 'bad-name', params: { found: shown(value) } })),
);

/** `base`: the address that `file` is relative to, where it does not lie with the others. */
export const fileEntry = { file, bytes: size, sha256, base: z.optional(folderAddress) };

/** `field` and what is read where it is left out. */
export const withDefault = <Field extends z.core.$ZodType>(field: Field, value: z.core.util.NoUndefined<z.core.output<Field>>): z.ZodMiniDefault<Field> =>
  z._default(field, value);

/** All of it, to any depth, is not to be changed. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
