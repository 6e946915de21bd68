import type { Directives } from "../../servers/practice/directives.ts";
import type { ScriptName } from "../../servers/raw/scripts.ts";

/** When a person stops a reply of a model, where its server waits for that. */
export type Stop = "before headers" | "in thinking" | "in the answer";

interface FaultyModel {
  /** Of all requests, the others' weights added up. */
  readonly weight: number;
  /** As the setting has it. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly stop?: Stop;
}

/** Every way in which a server answers, as models by their keys in the settings. */
export function faultyModels(practice: string, raw: string): Readonly<Record<string, FaultyModel>> {
  const sound = { baseUrl: `${practice}/v1`, model: "model/model_xizang" };
  const directed = (weight: number, directives: Directives, others = {}): FaultyModel => ({
    weight,
    settings: { ...sound, ...others, extraBody: { practice: directives } },
  });
  const scripted = (weight: number, script: ScriptName, stop?: Stop): FaultyModel => ({
    weight,
    settings: { baseUrl: `${raw}/endurance/${script}/v1`, model: "m" },
    ...(stop === undefined ? {} : { stop }),
  });
  const scripts = (weight: number, ...names: readonly ScriptName[]) =>
    Object.fromEntries(names.map((name) => [name, scripted(weight, name)]));
  return {
    plain: { weight: 40, settings: { ...sound, thinking: false } },
    thinks: { weight: 25, settings: sound },
    long: directed(5, { repeat: 5 }),
    two: { weight: 10, settings: { ...sound, n: 2, thinking: false } },
    cut: { weight: 10, settings: { ...sound, maxTokens: 1, thinking: false } },
    tags: directed(3, { thinkingField: "tags" }),
    onlyReasoning: directed(3, { reasoningOnly: true }, { thinking: false }),
    wholeJson: directed(3, { json: true }),
    portal: directed(3, { html: true }),
    resetLater: directed(3, { resetAfter: 2 }),
    errorLater: directed(3, { errorFrameAfter: 2 }),
    unended: directed(3, { noDone: true, noFinish: true }),
    unknownModel: { weight: 3, settings: { ...sound, model: "model/nobody" } },
    busy: directed(1, { error: { status: 429, headers: { "retry-after": "0" } } }),
    stalls: scripted(0.5, "stall"),
    stallsInFrames: scripted(0.5, "stallInFrames"),
    gateway: scripted(1, "badGateway"),
    heldFirst: scripted(4, "holdFirst", "before headers"),
    heldHeaders: scripted(4, "holdAfterHeaders", "before headers"),
    heldThinking: scripted(4, "holdInThinking", "in thinking"),
    held: scripted(6, "hold", "in the answer"),
    ...scripts(2, "pieces3", "invalidUtf8", "badJson", "flatError", "errorFirst", "strangeFrames"),
    ...scripts(2, "reset", "resetFirst", "resetAfterFinish", "fin", "finUnframed", "badTransfer"),
    ...scripts(2, "redirect307", "redirect302", "noType", "emptyJson", "emptyStream", "noContent"),
    ...scripts(2, "jsonCut", "jsonOther", "foreignStream", "thinkingUnclosed", "cutAtLimit"),
    ...scripts(2, "unauthorized", "forbidden", "tooLong", "badRequest", "notFound", "tlsAlert"),
  };
}
