import type * as vscode from "vscode";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { parsePageMessage, type PageMessage } from "../../protocol/pageMessage.ts";
import { chatPageSource } from "./pageSkeleton.ts";
import { WebviewPage } from "./webviewPage.ts";

/** Hears what a person does in a page. */
export interface PageListener {
  receive(message: PageMessage): Promise<void>;
}

/** The page of one conversation. */
export class ChatPage extends WebviewPage<HostMessage, PageMessage> {
  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel, listener: PageListener) {
    super({
      ...{ extensionUri, log, source: chatPageSource, parse: parsePageMessage },
      receive: (message) => listener.receive(message),
    });
  }
}
