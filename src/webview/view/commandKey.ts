/** Whether the key that makes a shortcut of a letter is held: Control, on a Mac Command. */
export function holdsCommandKey(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}
