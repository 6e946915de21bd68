import { createReadStream } from "node:fs";
import * as vscode from "vscode";
import { longestLine } from "../../core/batch/jsonl/resultLine.ts";

/** In bytes. */
const pieceLength = 1 << 20;

/**
 * The lines of a UTF-8 file without their ends, however large it is. A line that is longer than any
 * that could be read comes as its beginning, just long enough to be refused.
 */
export async function* fileLines(uri: vscode.Uri): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of pieces(uri)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(0, longestLine + 1);
    yield* lines.map(withoutReturn);
  }
  rest += decoder.decode();
  if (rest !== "") yield withoutReturn(rest);
}

async function* pieces(uri: vscode.Uri): AsyncGenerator<Uint8Array, void, void> {
  if (uri.scheme === "file") {
    const stream = createReadStream(uri.fsPath, { highWaterMark: pieceLength });
    for await (const piece of stream) yield piece as Uint8Array;
    return;
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  for (let at = 0; at < bytes.length; at += pieceLength) {
    yield bytes.subarray(at, at + pieceLength);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
