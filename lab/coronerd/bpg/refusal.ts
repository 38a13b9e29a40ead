/** An action that the configuration database refuses; the message becomes the `text` of its result. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
