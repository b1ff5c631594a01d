/** The models of a film, as its settings remember them: what draws, and what moves. */

export interface FilmModel {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Folder of its pack, where that is at another site; a model of the site or of a folder is found by its id. */
  readonly address?: string;
}

export interface FilmModels {
  /** Absent where the same model draws, or nothing was drawn. */
  readonly draw?: FilmModel;
  readonly move: FilmModel;
}
