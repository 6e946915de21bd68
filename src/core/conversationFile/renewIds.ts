import type { StoredConversation, StoredMessage } from "../conversation/storedConversation.ts";

/** The same conversation under ids of its own, so that it can stand beside the one it is a copy of. */
export function renewIds(conversation: StoredConversation): StoredConversation {
  const renewed = new Map<string, string>();
  const renew = (id: string) => {
    const known = renewed.get(id);
    if (known !== undefined) return known;
    const fresh = crypto.randomUUID();
    renewed.set(id, fresh);
    return fresh;
  };
  const ids = new Map(conversation.messages.map((each) => [each.id, renewedId(each, renew)]));
  const idOf = (id: string) => ids.get(id) ?? id;
  const chosen = Object.entries(conversation.chosen).filter(([, child]) => ids.has(child));
  return {
    ...conversation,
    id: crypto.randomUUID(),
    chosen: Object.fromEntries(chosen.map(([parent, child]) => [idOf(parent), idOf(child)])),
    messages: conversation.messages.map((message) => ({
      ...message,
      id: idOf(message.id),
      ...(message.parent === undefined ? {} : { parent: idOf(message.parent) }),
    })),
  };
}

/** The answers of one reply stay together: their ids are its id, a dot and their index. */
function renewedId({ role, id }: StoredMessage, renew: (id: string) => string): string {
  if (role === "user") return renew(id);
  const dot = id.lastIndexOf(".");
  return `${renew(`reply ${id.slice(0, dot)}`)}${id.slice(dot)}`;
}
