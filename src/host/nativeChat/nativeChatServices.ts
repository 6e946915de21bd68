import type { ChatServices } from "../chat/services.ts";
import type { Templates } from "../templates/templates.ts";

/** What VS Code's own chat is answered with: the client, tokens and facts that the panel has. */
export interface NativeChatServices extends Pick<ChatServices, "client" | "tokens" | "facts"> {
  readonly templates: Templates;
}
