import * as Comlink from 'comlink';
import type { ConverterApi } from '../../contract/conversion.js';
import { Converter } from './converter.js';

/** Makes GIFs, pictures, stickers and other MP4s of finished films, so that the page stays responsive meanwhile. */
const converter = new Converter();

// Comlink exposes own properties only, so the methods of the class are listed.
const api: ConverterApi = {
  convert: (id, film, conversion, onProgress) => converter.convert(id, film, conversion, onProgress),
  makeSticker: (id, film, order, onProgress) => converter.makeSticker(id, film, order, onProgress),
  describe: (film) => converter.describe(film),
  cancel: (id) => converter.cancel(id),
};

Comlink.expose(api);
