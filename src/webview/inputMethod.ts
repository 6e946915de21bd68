/**
 * Whether a key belongs to an input method that composes. Key code 229 says so where the event for
 * the last key no longer has `isComposing`.
 */
export function isForInputMethod(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer tells this case
  return event.isComposing || event.keyCode === 229;
}
