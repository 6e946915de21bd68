import * as vscode from "vscode";
import type { Batch, BatchItem } from "../../core/batch/batch.ts";
import { describeHidden } from "../../core/text/hiddenCharacters.ts";
import { sentencesText } from "../../core/text/listText.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import { linkOnTheWay, otherName, targetOf } from "./answerTarget.ts";
import { encodeLike, readTextFile, type FileFormat } from "./textFile.ts";

/** What became of an answer. */
export type Written =
  { readonly output: string; readonly remark?: string } | { readonly problem: string };

const mostNames = 100;
const overwriteKey = "batchOverwrites";
const utf8: FileFormat = { encoding: "utf8", bom: false, eol: "\n" };

/**
 * Writes answers into files of their own, in the encoding and with the line ends of their sources. A
 * file that is there is never overwritten, unless the person agreed to that one file, or it is what
 * this window wrote for the same item and nobody touched since: the answer then gets another name.
 */
export class AnswerFiles {
  readonly #memento: vscode.Memento;
  /** Hashes of what was written for items by their ids. */
  readonly #own = new Map<string, { readonly output: string; readonly hash: string }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** The person agreed that these files be overwritten by a batch. */
  allowOverwrite(batch: string, outputs: readonly string[]): Thenable<void> {
    const others = this.#overwrites();
    return this.#memento.update(overwriteKey, { ...others, [batch]: outputs });
  }

  forget(batch: string): Thenable<void> {
    const { [batch]: _, ...others } = this.#overwrites();
    return this.#memento.update(overwriteKey, others);
  }

  /**
   * One answer after the other, so that no two take the same name. After a crash it finds its own
   * file: one that says exactly the same counts as written.
   */
  write(batch: Batch, item: BatchItem, answer: string): Promise<Written> {
    const written = this.#last.then(() => this.#write(batch, item, answer));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #write(batch: Batch, item: BatchItem, answer: string): Promise<Written> {
    const wanted = targetOf(batch, item);
    if ("problem" in wanted) return wanted;
    const link = await linkOnTheWay(batch, wanted.uri);
    if (link !== undefined) {
      return {
        problem: vscode.l10n.t(
          "“{0}” is a link: the answer could leave the chosen folder.",
          nameOf(link),
        ),
      };
    }
    const source = await readTextFile(vscode.Uri.parse(item.uri, true));
    const format = "skip" in source ? utf8 : source;
    const { bytes, remark } = await encodeLike(answer, format);
    const hash = await hashOf(bytes);
    const hidden = describeHidden(answer);
    for (let count = 1; count <= mostNames; count++) {
      const target = count === 1 ? wanted.uri : otherName(wanted.uri, count);
      const problem = await writeProblem(target);
      if (problem !== undefined) return { problem };
      const there = await read(target);
      if (there === "taken") continue;
      const isSame = there !== undefined && (await hashOf(there)) === hash;
      const isFree = there === undefined || isSame;
      if (!isFree && !(await this.#mayOverwrite(batch, item, target, there))) continue;
      if (!isSame) {
        try {
          await write(target, bytes, item.id, !isFree);
        } catch (error) {
          if (isThere(error)) continue;
          return {
            problem: vscode.l10n.t(
              "“{0}” could not be written: {1}",
              nameOf(target),
              reasonOf(error),
            ),
          };
        }
      }
      this.#own.set(item.id, { output: target.toString(), hash });
      const remarks = [
        ...(count > 1 ? [vscode.l10n.t("“{0}” was there already.", nameOf(wanted.uri))] : []),
        ...(remark === undefined ? [] : [remark]),
        ...(hidden === undefined ? [] : [vscode.l10n.t("Hidden in it: {0}.", hidden)]),
      ];
      const output = target.toString();
      return remarks.length === 0 ? { output } : { output, remark: sentencesText(remarks) };
    }
    return {
      problem: vscode.l10n.t("There are too many files named like “{0}”.", nameOf(wanted.uri)),
    };
  }

  async #mayOverwrite(
    batch: Batch,
    item: BatchItem,
    target: vscode.Uri,
    there: Uint8Array,
  ): Promise<boolean> {
    const output = target.toString();
    const own = this.#own.get(item.id);
    if (own?.output === output) return own.hash === (await hashOf(there));
    const allowed = this.#overwrites()[batch.id] ?? [];
    if (!allowed.includes(output)) return false;
    // Once: another item of the batch may have the same name.
    await this.allowOverwrite(
      batch.id,
      allowed.filter((each) => each !== output),
    );
    return true;
  }

  #overwrites(): Readonly<Record<string, readonly string[]>> {
    return this.#memento.get(overwriteKey, {});
  }
}

/** What a name stands for: a file, nothing yet, or a folder, a broken link, a file nobody may read. */
async function read(uri: vscode.Uri): Promise<Uint8Array | "taken" | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return "taken";
  } catch {
    return undefined;
  }
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => bytes,
    () => "taken",
  );
}

/** By way of a file beside it, so that a crash leaves no half of an answer under its name. */
async function write(
  target: vscode.Uri,
  bytes: Uint8Array,
  id: string,
  overwrite: boolean,
): Promise<void> {
  const folder = vscode.Uri.joinPath(target, "..");
  const draft = vscode.Uri.joinPath(folder, `.${id}.part`);
  await vscode.workspace.fs.createDirectory(folder);
  try {
    await vscode.workspace.fs.writeFile(draft, bytes);
    await vscode.workspace.fs.rename(draft, target, { overwrite });
  } catch (error) {
    await vscode.workspace.fs.delete(draft).then(undefined, () => undefined);
    throw error;
  }
}

/** Somebody was quicker. */
function isThere(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === "FileExists";
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

function reasonOf(error: unknown): string {
  return error instanceof vscode.FileSystemError ? error.message : String(error);
}
