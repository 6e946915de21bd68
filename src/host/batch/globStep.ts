import { counted } from "../../core/workspace/leftOut.ts";
import type { FolderFiles } from "./sources.ts";
import { typeStep, type Answer, type StepHead } from "./steps.ts";

/** Has a pattern typed that some file matches. @param hear told of each text that is typed. */
export function globStep(
  head: StepHead,
  value: string,
  listed: FolderFiles,
  hear: (glob: string) => void,
): Promise<Answer<string>> {
  return typeStep(head, value, (glob) => {
    hear(glob);
    const count = listed.match(glob)?.length;
    if (count === undefined) return { note: "Type a pattern such as **/*.md.", isValid: false };
    const matched = count === 0 ? "No file matches." : `${counted(count, "file")}.`;
    return { note: [matched, ...listed.problems].join(" "), isValid: count > 0 };
  });
}
