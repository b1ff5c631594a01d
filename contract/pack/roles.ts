/**
 * What the tensors of graphs are for. A role names a value, so the same value has the same role where it is made and where it is
 * used: the `text` that a text encoder gives goes to the denoiser's input with the role `text`.
 */
export interface GraphRoles {
  /** Of each list at least one has to be there. */
  readonly needed: readonly (readonly string[])[];
  readonly optional: readonly string[];
}

/** `reference`: numbers of the rows that a prompt names. */
const TEXT_ROLES = ['text', 'textMask', 'pooled', 'reference'] as const;
const FIRST_FRAME_ROLES = ['firstFrameLatents', 'firstFrameEmbedding'] as const;

/** Of the graphs in each place of a manifest. Any input may have the role `constant` instead. */
export const ROLES = {
  textEncoder: {
    inputs: { needed: [['tokens']], optional: ['tokenMask'] },
    outputs: { needed: [['text']], optional: ['textMask', 'pooled', 'reference'] },
  },
  textToImage: {
    inputs: { needed: [['latents'], ['sigma', 'timestep']], optional: [...TEXT_ROLES, 'subject', 'guidance'] },
    outputs: { needed: [['prediction']], optional: [] },
  },
  imageDecoder: {
    inputs: { needed: [['latents']], optional: [] },
    outputs: { needed: [['image']], optional: ['alpha'] },
  },
  firstFrame: {
    inputs: { needed: [['image']], optional: [] },
    outputs: { needed: [FIRST_FRAME_ROLES], optional: ['alpha', 'plate'] },
  },
  /** Of a decoder whose mode is `layers`: it moves the subject and what is behind it. */
  layersFirstFrame: {
    inputs: { needed: [['image']], optional: [] },
    outputs: { needed: [FIRST_FRAME_ROLES, ['alpha'], ['plate']], optional: [] },
  },
  imageToVideo: {
    inputs: {
      needed: [['latents'], ['sigma', 'timestep']],
      optional: [...TEXT_ROLES, ...FIRST_FRAME_ROLES, 'context', 'contextMask', 'motion', 'fps', 'guidance'],
    },
    outputs: { needed: [['prediction']], optional: [] },
  },
  videoDecoder: {
    inputs: { needed: [['latents']], optional: ['image', 'firstFrameLatents', 'alpha', 'plate', 'noise'] },
    outputs: { needed: [['frames']], optional: [] },
  },
  /** Of the mode `layers`. */
  layersDecoder: {
    inputs: { needed: [['latents']], optional: ['image', 'firstFrameLatents', 'alpha', 'plate'] },
    outputs: { needed: [['maps']], optional: ['fields'] },
  },
  prepare: {
    inputs: { needed: [['image', 'firstFrameLatents']], optional: ['alpha', 'plate'] },
    outputs: { needed: [], optional: [] },
  },
} as const satisfies Record<string, { readonly inputs: GraphRoles; readonly outputs: GraphRoles }>;

/** Where a graph stands in a manifest. */
export type GraphPlace = keyof typeof ROLES;

export const CONSTANT_ROLE = 'constant';
export const isTextRole = (role: string): boolean => (TEXT_ROLES as readonly string[]).includes(role);

export const knownRoles = ({ needed, optional }: GraphRoles): readonly string[] => [...needed.flat(), ...optional];
