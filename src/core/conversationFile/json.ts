import { isRecord } from "../record.ts";
import type { StoredConversation } from "../conversation/storedConversation.ts";
import {
  checkVersion,
  formatName,
  formatVersion,
  notOurs,
  orderedJson,
  parseJson,
  UnknownFile,
} from "./format.ts";

/** A conversation as a JSON file, the same for the same conversation whatever order its keys have. */
export function exportJson(conversation: StoredConversation): string {
  const file = { format: formatName, version: formatVersion, conversation };
  return `${orderedJson(file, 2)}\n`;
}

/** The conversation in a JSON file, unchecked. @throws UnknownFile */
export function readJson(content: string): unknown {
  const file = parseJson(content);
  if (!isRecord(file) || file["format"] !== formatName) throw new UnknownFile(notOurs);
  checkVersion(file["version"]);
  return file["conversation"];
}
