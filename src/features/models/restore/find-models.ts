import type { FilmModel } from '../../../../contract/film-models.js';
import type { PackChoice } from '../../../../contract/pack-store.js';
import type { FilmOfModels, ModelPair } from '../model-slice.js';

/** A model of a film, and what of it can be had: it is `here`, is offered, or neither. */
export interface WantedModel {
  readonly model: FilmModel;
  readonly role: 'draw' | 'move';
  readonly here: boolean;
  /** Where it can be looked at; null where nobody knows. */
  readonly address: string | null;
}

export interface WantedModels {
  readonly models: readonly WantedModel[];
  /** What can be used at once; null while a model is missing. */
  readonly pair: ModelPair | null;
}

/** Looks for the models of a film among those that are kept or offered. A model goes by its id, whatever its version. */
export function findModels({ pack, models }: FilmOfModels, choices: readonly PackChoice[]): WantedModels {
  const move = models?.move ?? { ...pack, title: pack.id };
  const found = (model: FilmModel): PackChoice | undefined => {
    const named = choices.filter(({ id }) => id === model.id);
    return named.find(({ version }) => version === model.version) ?? named[0];
  };
  const want = (model: FilmModel, role: WantedModel['role']): WantedModel => {
    const choice = found(model);
    const here = choice !== undefined && isHere(choice);
    return { model: choice === undefined ? model : { ...model, title: choice.title }, role, here, address: choice?.packUrl ?? model.address ?? null };
  };
  const wanted = [...(models?.draw ? [want(models.draw, 'draw')] : []), want(move, 'move')];
  const [moving, drawing] = [wanted.find(({ role }) => role === 'move'), wanted.find(({ role }) => role === 'draw')];
  const all = wanted.every(({ here }) => here);
  const pair = all && moving?.address ? { packUrl: moving.address, ...(drawing?.address && { drawPackUrl: drawing.address }) } : null;
  return { models: wanted, pair };
}

/** Kept whole; or of the site itself, from where the next film fetches it. */
export const isHere = ({ host, bytes, doneBytes, fault }: PackChoice): boolean => fault === null && (host === undefined || doneBytes >= bytes);
