import type * as vscode from "vscode";
import type { ModelClient } from "../../core/reply/reply.ts";
import type { Conversations } from "../history/conversations.ts";
import type { Tokens } from "../tokens.ts";
import type { ModelFacts } from "./modelFacts.ts";

/** What every chat works with. */
export interface ChatServices {
  readonly client: ModelClient;
  readonly tokens: Tokens;
  readonly conversations: Conversations;
  readonly facts: ModelFacts;
  readonly log: vscode.LogOutputChannel;
}
