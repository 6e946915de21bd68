import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Chat } from "../../src/host/chat/chat.ts";
import { closeEditors } from "./ownFolder.ts";
import type { Directives } from "../servers/practice/directives.ts";
import { testAccess } from "./testAccess.ts";

export const passage = "人人生而自由。";
const origin = process.env["PRACTICE_ORIGIN"] ?? "";

export async function panelChat(): Promise<Chat> {
  const { surfaces, tokens } = await testAccess();
  await tokens.set(origin, process.env["PRACTICE_TOKEN"] ?? "");
  return surfaces.panel.surface.chat();
}

/** What the practice server answers from now on; a gate holds a reply after its first piece. */
export async function direct(directives: Directives): Promise<void> {
  const request = { method: "PUT", body: JSON.stringify(directives) };
  assert.ok((await fetch(`${origin}/practice/directives`, request)).ok);
}

/** Lets the replies at a gate go on. */
export async function release(gate: string): Promise<void> {
  assert.ok((await fetch(`${origin}/practice/release/${gate}`, { method: "POST" })).ok);
}

const files: string[] = [];

/** Opens a file of its own with the passage in it selected. */
export async function openSelected(
  content: string | Uint8Array,
  options: { readonly encoding?: string; readonly extension?: string } = {},
): Promise<vscode.TextEditor> {
  const { extension = "txt", ...rest } = options;
  const file = join(tmpdir(), `tibet-chat-${crypto.randomUUID()}.${extension}`);
  files.push(file);
  await writeFile(file, content);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file), rest);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const start = document.positionAt(document.getText().indexOf(passage));
  editor.selection = new vscode.Selection(start, start.translate(0, passage.length));
  return editor;
}

/** What the practice server of the host tests answers where no test says otherwise. */
export async function answerAsUsual(): Promise<void> {
  await direct({ reply: "第一行\n第二行" });
}

/** Leaves neither editors nor files of a test behind, and the practice server as it was. */
export async function tidyUp(): Promise<void> {
  await closeEditors();
  await removeFiles();
  await answerAsUsual();
}

export async function removeFiles(): Promise<void> {
  for (const file of files.splice(0)) await rm(file, { force: true });
}

/** Asks about the selection; resolves when the reply has ended. */
export function ask(target: "insert" | "replace" | "preview", model = "tibet"): Thenable<unknown> {
  const args = { question: "Shorter.", target, model };
  return vscode.commands.executeCommand("tibetChat.askTibetAboutSelection", args);
}

/** Resolves when the document's text is as wanted. */
export async function when(
  document: vscode.TextDocument,
  isWanted: (text: string) => boolean,
): Promise<void> {
  if (isWanted(document.getText())) return;
  await new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document !== document || !isWanted(document.getText())) return;
      listener.dispose();
      resolve();
    });
  });
}

/** Asks about the passage in a document; resolves when the reply's first piece stands in it. */
export async function holdReply(target: "insert" | "replace", content: string, firstPiece: string) {
  const editor = await openSelected(content);
  const { document } = editor;
  const ended = ask(target);
  await when(document, (text) => text.includes(firstPiece));
  return { editor, document, ended };
}

/** Types as a person does, at a text or an offset, until it is done. */
export async function type(
  editor: vscode.TextEditor,
  at: string | number,
  text: string,
  removed = 0,
): Promise<void> {
  const { document } = editor;
  for (;;) {
    const offset = typeof at === "number" ? at : document.getText().indexOf(at);
    assert.ok(offset >= 0, `“${String(at)}” is not in the document`);
    const range = new vscode.Range(
      document.positionAt(offset),
      document.positionAt(offset + removed),
    );
    if (await editor.edit((builder) => builder.replace(range, text))) return;
  }
}

export interface Lens {
  readonly title: string;
  run(): Thenable<unknown>;
}

/** The CodeLenses of our own in a document. */
export async function lensesOf(document: vscode.TextDocument): Promise<Lens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
  );
  return found.flatMap(({ command }) => {
    if (command === undefined) return [];
    const { title, command: id, arguments: args = [] } = command;
    return [{ title, run: () => vscode.commands.executeCommand(id, ...(args as unknown[])) }];
  });
}
