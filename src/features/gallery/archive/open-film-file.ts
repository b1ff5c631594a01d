import type { Studio } from '../../../store/studio.js';

/** Fills the form with the settings inside a film that Kinora made; a video without any is to be gone on from. */
export async function openFilmFile(studio: Studio, file: File): Promise<void> {
  // Few visits need the code that checks them.
  const { readSettings } = await import('../../../../contract/request/read-clip-settings.js');
  const settings = await readSettings(file).catch(() => null);
  if (settings === null) {
    await studio.inputs.chooseFootage(file, file.name);
    return;
  }
  studio.composer.restoreClipSettings(settings);
}
