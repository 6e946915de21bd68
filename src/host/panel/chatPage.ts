import type * as vscode from "vscode";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { parsePageMessage, type PageMessage } from "../../protocol/pageMessage.ts";
import { WebviewPage } from "./webviewPage.ts";

/** Hears what a person does in a page. */
export interface PageListener {
  receive(message: PageMessage): Promise<void>;
}

/** The page of one conversation. */
export class ChatPage extends WebviewPage<HostMessage, PageMessage> {
  constructor(log: vscode.LogOutputChannel, listener: PageListener) {
    super({
      ...{ log, parse: parsePageMessage },
      receive: (message) => listener.receive(message),
    });
  }
}
