import { StoreError } from "../conversation/conversationStore.ts";

/** Why a batch paused, for the person: what was thrown by the store or by anything else. */
export function troubleText(thrown: unknown): string {
  if (!(thrown instanceof StoreError)) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return `Something unexpected went wrong: ${message}`;
  }
  switch (thrown.problem) {
    case "full":
      return "The disk is full, so answers cannot be kept. Make room, then go on.";
    case "readOnly":
      return "The history cannot be written, so answers cannot be kept.";
    case "busy":
      return "Another window holds the history, so an answer could not be kept just now. Go on in a moment.";
    default:
      return "The history does not work, so answers cannot be kept.";
  }
}
