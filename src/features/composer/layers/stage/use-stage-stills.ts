import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { KinoraError } from '../../../../../contract/errors.js';
import { useStudio, useStudioState } from '../../../../store/use-studio.js';
import { StageStills, stillKey, type WantedStill } from './stage-stills.js';
import { wantedBase, wantedLayer } from './wanted-stills.js';

/** A pause in typing after which a picture is drawn, in milliseconds. */
const DRAW_AFTER_MS = 700;

export interface ShownStills {
  readonly stills: StageStills;
  /** What is not drawn yet. */
  readonly missing: readonly WantedStill[];
  readonly draw: () => void;
  readonly failures: ReadonlyMap<string, KinoraError>;
}

/**
 * Draws what stands on the stage: by itself while the model is in memory and has nothing else to do, and when a person asks, who agrees
 * with that to what has to be fetched.
 */
export function useStageStills(): ShownStills {
  const studio = useStudio();
  const [stills] = useState(() => new StageStills(studio.engine, studio.store));
  const { drawn, failed } = useStore(stills.store);
  // As text, so that a layer that is dragged is no change.
  const wantedText = useStudioState((state) => JSON.stringify([wantedBase(state), ...state.layers.map((layer) => wantedLayer(layer, state))].filter((still) => still !== null)));
  const wanted = JSON.parse(wantedText) as readonly WantedStill[];
  const missing = wanted.filter((still) => !drawn.has(stillKey(still)) && !failed.has(stillKey(still)));
  const idle = useStudioState(({ ready, job }) => ready && job === null);

  useEffect(() => {
    if (!idle) return;
    const timer = setTimeout(() => stills.draw(JSON.parse(wantedText) as readonly WantedStill[]), DRAW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [stills, wantedText, idle]);
  useEffect(() => () => stills.stop(), [stills]);

  return { stills, missing, draw: () => stills.draw(wanted), failures: failed };
}
