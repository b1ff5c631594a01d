import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Installation, InstallationState } from '../../platform/installation.js';
import type { ModelLibraryState } from './library-state.js';
import type { ModelLibrary } from './model-library.js';

/** Null on pages without a store of models, such as the one with a fake generator: what shows models is then not there. */
export const ModelsContext = createContext<ModelLibrary | null>(null);
export const InstallationContext = createContext<Installation | null>(null);

export const useModels = (): ModelLibrary | null => use(ModelsContext);
export const useInstallation = (): Installation | null => use(InstallationContext);

const NOTHING = createStore<null>(() => null);

/** `select` sees null where there is no store of models. */
export function useModelsState<T>(select: (state: ModelLibraryState | null) => T): T {
  return useStore<typeof NOTHING | ModelLibrary['store'], T>(useModels()?.store ?? NOTHING, select);
}

export function useInstallationState<T>(select: (state: InstallationState | null) => T): T {
  return useStore<typeof NOTHING | Installation['store'], T>(useInstallation()?.store ?? NOTHING, select);
}
