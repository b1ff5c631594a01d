/** Whether each graph of a manifest has the tensors that its place asks for. */
import type { ManifestFault } from '../errors/manifest-fault.js';
import type { Found, ManifestParts } from './check-manifest.js';
import { CONSTANT_ROLE, isTextRole, knownRoles, ROLES, type GraphPlace, type GraphRoles } from './roles.js';

/** One place that names a graph. */
export interface GraphUse {
  readonly graph: string;
  readonly place: GraphPlace;
  /** To the field that names it. */
  readonly path: readonly PropertyKey[];
  /** What the shape of its latents ends with. */
  readonly latents?: readonly number[];
  /** How many text encoders feed it. */
  readonly encoders?: number;
}

type Graph = ManifestParts['graphs'][string];
type Binding = Graph['inputs'][number];
type Variant = Graph['variants'][number];

export function checkGraphs(graphs: ManifestParts['graphs'], uses: readonly GraphUse[]): readonly Found[] {
  const known = Object.keys(graphs);
  const used = new Set(uses.map(({ graph }) => graph));
  const found: Found[] = [];
  for (const use of uses) {
    const graph = Object.hasOwn(graphs, use.graph) ? graphs[use.graph] : undefined;
    if (!graph) {
      found.push([use.path, { kind: 'graph-unknown', params: { graph: use.graph, known } }]);
      continue;
    }
    for (const side of ['inputs', 'outputs'] as const) {
      const roles: GraphRoles = ROLES[use.place][side];
      // A wrong role is told of before the one that is missing because of it.
      const faults = [
        ...checkRoles(graph[side], roles, side),
        ...graph[side].flatMap((binding, i) => checkBinding(binding, i, use, side)),
        ...missingRoles(graph[side], roles),
      ];
      found.push(...faults.map(([path, fault]): Found => [['graphs', use.graph, side, ...path], fault]));
    }
  }
  const unused = known.filter((name) => !used.has(name)).map((name): Found => [['graphs', name], { kind: 'graph-unused', params: {} }]);
  return [...found, ...unused];
}

function checkRoles(bindings: readonly Binding[], roles: GraphRoles, side: 'inputs' | 'outputs'): readonly Found[] {
  const found: Found[] = [];
  const known = [...knownRoles(roles), ...(side === 'inputs' ? [CONSTANT_ROLE] : [])];
  for (const [i, { role, name, table }] of bindings.entries()) {
    const before = bindings.slice(0, i);
    if (!known.includes(role)) found.push([[i, 'role'], { kind: 'role-unknown', params: { role, known } }]);
    // The same text may go to several inputs, from different encoders; and numbers may, also those of rows beside the rows.
    else if (role !== CONSTANT_ROLE && !isTextRole(role) && before.some((other) => other.role === role && other.table === table)) {
      found.push([[i, 'role'], { kind: 'role-twice', params: { role } }]);
    }
    if (before.some((other) => other.name === name)) found.push([[i, 'name'], { kind: 'name-twice', params: { name } }]);
  }
  return found;
}

function missingRoles(bindings: readonly Binding[], { needed }: GraphRoles): readonly Found[] {
  const missing = needed.filter((oneOf) => !bindings.some(({ role }) => oneOf.includes(role)));
  return missing.map((oneOf) => [[], { kind: 'role-missing', params: { roles: oneOf } }]);
}

function checkBinding({ role, shape, encoders, value }: Binding, i: number, { latents, encoders: count }: GraphUse, side: 'inputs' | 'outputs'): readonly Found[] {
  const found: Found[] = [];
  const say = (path: readonly PropertyKey[], fault: ManifestFault): void => void found.push([[i, ...path], fault]);
  if (latents && (role === 'latents' || role === 'prediction')) {
    const end = shape.slice(-latents.length);
    const differs = end.length < latents.length || end.some((length, axis) => typeof length === 'number' && length !== latents[axis]);
    if (differs) say(['shape'], { kind: 'shape-mismatch', params: { shape: JSON.stringify(shape), expected: JSON.stringify(latents) } });
  }
  if (side === 'inputs' && count !== undefined && isTextRole(role)) {
    for (const [at, encoder] of encoders.entries()) {
      if (encoder >= count) say(['encoders', at], { kind: 'encoder-unknown', params: { encoder, count } });
    }
  }
  if (role === CONSTANT_ROLE && value === undefined) say(['value'], { kind: 'value-needed', params: {} });
  return found;
}

/** Whether each variant that may turn out wrong has one that can take its place. */
export function checkVariants(graphs: ManifestParts['graphs']): readonly Found[] {
  return Object.entries(graphs).flatMap(([graph, { variants }]) =>
    variants.flatMap((variant, i): readonly Found[] => {
      if (!variant.golden || variants.slice(i + 1).some((later) => canReplace(later, variant))) return [];
      return [[['graphs', graph, 'variants', i, 'golden'], { kind: 'variant-unreplaced', params: {} }]];
    }),
  );
}

/** Whether `other` is trusted and runs wherever `variant` does. */
function canReplace(other: Variant, { backend, needs }: Variant): boolean {
  const { features, maxBufferSize = 0, maxStorageBufferBindingSize = 0 } = other.needs;
  const runsThere = backend.every((name) => other.backend.includes(name)) && features.every((feature) => needs.features.includes(feature));
  return !other.golden && runsThere && maxBufferSize <= (needs.maxBufferSize ?? 0) && maxStorageBufferBindingSize <= (needs.maxStorageBufferBindingSize ?? 0);
}
