/** The models the practice server stands in for, by the key of the extension's settings. */
export const modelIds = {
  general: "Qwen/Qwen3-14B",
  taiwan: "model/model_taiwan",
  tibet: "model/model_xizang",
} as const;

export type ModelKey = keyof typeof modelIds;

/** One of the servers behind the process: what its root path is and which models it knows. */
export interface Site {
  readonly models: readonly string[];
  /** Path from the site's root, e.g. `/v1/models`. */
  readonly path: string;
}

/** Each model has a root of its own (`/tibet/…`); the bare root knows all of them. */
export function siteOf(path: string): Site {
  for (const [key, model] of Object.entries(modelIds)) {
    if (path.startsWith(`/${key}/`)) return { models: [model], path: path.slice(key.length + 1) };
  }
  return { models: Object.values(modelIds), path };
}
