import { randomBytes } from "node:crypto";
import { canaryMark, markVariable } from "./canary/needles.ts";

/**
 * The token of all tests. It is made once for a run and handed on by the environment, so that all
 * processes of the run share it; a file that is run alone makes its own. `canary/` searches what a
 * run leaves behind for it.
 */
export const canaryToken = `sk-canary/${canaryMark() ?? makeMark()}+=`;

/**
 * What tests ask about, in Chinese and Tibetan. It may be in documents, in the page and in the
 * history, but in no log and no setting.
 */
export const canaryPassage = "人人生而自由，金丝雀亦然，在尊严和权利上一律平等。བྱེའུ་སེར་པོ་ལའང་ཡོད།";

function makeMark(): string {
  const mark = randomBytes(20).toString("hex");
  process.env[markVariable] = mark;
  return mark;
}
