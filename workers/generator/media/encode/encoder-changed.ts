/** Thrown where an encoder writes another kind of stream than the one that the film was begun with. */
export class EncoderChanged extends Error {
  override readonly name = 'EncoderChanged';
}
