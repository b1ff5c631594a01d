import type { StillsRequest } from '../../../../contract/generator.js';
import { newFilmOptions } from '../../../../contract/request/request.js';
import type { StudioState } from '../../../store/studio-state.js';

/** What a first frame shows of what is drawn. */
export type StillLook = Pick<StillsRequest, 'transparent' | 'hideSubject' | 'shadows'>;

/** As the film in the form begins, as far as its model can. */
export function stillLook({ options, pack }: Pick<StudioState, 'options' | 'pack'>): StillLook {
  const without = pack?.controls.without ?? [];
  const { transparent, hideSubject, shadows } = newFilmOptions(options);
  const look = { transparent, hideSubject, shadows };
  return Object.fromEntries(Object.entries(look).filter(([name, value]) => value === true && !without.includes(name as keyof StillLook)));
}
