/** What a schema found first, as a fault that sentences can be made of. */
import type * as z from 'zod/mini';
import type { FieldType, ManifestFault } from '../errors/manifest-fault.js';

export interface FieldFault {
  /** e.g. "graphs.unet.inputs.0.type" */
  readonly where: string;
  readonly fault: ManifestFault;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  string: 'text',
  number: 'number',
  int: 'whole number',
  boolean: 'true or false',
  array: 'list',
  tuple: 'list',
  object: 'record',
  record: 'record',
};
const LONGEST_SHOWN = 60;

/** @param source what was read; the issue does not hold the values */
export function readFault(error: z.core.$ZodError, source: unknown): FieldFault {
  const [issue] = error.issues;
  if (!issue) throw new Error('A schema failed without saying why.');
  const { path, fault } = faultOf(issue);
  const found = shown(at(source, path));
  return { where: path.map(String).join('.'), fault: fault(found) };
}

interface Reading {
  readonly path: readonly PropertyKey[];
  readonly fault: (found: string | undefined) => ManifestFault;
}

function faultOf(issue: z.core.$ZodIssue): Reading {
  const { path } = issue;
  const orMissing = (make: (found: string) => ManifestFault): Reading => ({
    path,
    fault: (found) => (found === undefined ? { kind: 'missing', params: {} } : make(found)),
  });
  switch (issue.code) {
    case 'custom': {
      const { fault } = issue.params as { readonly fault: ManifestFault };
      return { path, fault: () => fault };
    }
    case 'invalid_type':
      return orMissing((found) => ({ kind: 'wrong-type', params: { expected: TYPES[issue.expected] ?? 'record', found } }));
    case 'invalid_value':
      return orMissing((found) => ({ kind: 'not-one-of', params: { choices: issue.values.map(String), found } }));
    case 'too_small': {
      const { minimum, inclusive, origin } = issue;
      return orMissing((found) => {
        if (origin === 'string' || (origin === 'array' && minimum === 1)) return { kind: 'empty', params: {} };
        if (origin === 'array') return { kind: 'wrong-length', params: { expected: Number(minimum), found } };
        return { kind: 'too-small', params: { min: Number(minimum), exclusive: inclusive === false, found } };
      });
    }
    case 'too_big': {
      const { maximum, origin } = issue;
      return orMissing((found) =>
        origin === 'array' ? { kind: 'wrong-length', params: { expected: Number(maximum), found } } : { kind: 'too-large', params: { max: Number(maximum), found } },
      );
    }
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      return { path: [...path, key], fault: () => ({ kind: 'unknown-field', params: {} }) };
    }
    case 'invalid_key':
    case 'invalid_element': {
      const [inner] = issue.issues;
      if (!inner) break;
      const reading = faultOf(inner);
      return { path: [...path, ...reading.path], fault: reading.fault };
    }
    case 'invalid_union':
      return unionFault(issue);
    default:
  }
  return orMissing((found) => ({ kind: 'wrong-type', params: { expected: 'record', found } }));
}

/** By its discriminator, or by the member that came furthest. */
function unionFault(issue: z.core.$ZodIssueInvalidUnion): Reading {
  const { path } = issue;
  if (issue.discriminator !== undefined) {
    const choices = (issue as { readonly options?: readonly unknown[] }).options ?? [];
    return {
      path,
      fault: (found) => (found === undefined ? { kind: 'missing', params: {} } : { kind: 'not-one-of', params: { choices: choices.map(String), found } }),
    };
  }
  const readings = issue.errors.flatMap(([first]) => (first ? [faultOf(first)] : []));
  const furthest = readings.reduce<Reading | null>((best, each) => (best && best.path.length >= each.path.length ? best : each), null);
  if (!furthest) return { path, fault: () => ({ kind: 'missing', params: {} }) };
  return { path: [...path, ...furthest.path], fault: furthest.fault };
}

function at(source: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), source);
}

/** As JSON, cut short; undefined where there is nothing. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const json = JSON.stringify(value);
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}
