import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { NoticeView } from "../../protocol/views.ts";
import { post } from "../host.ts";

/**
 * What went wrong and the buttons that mend it.
 *
 * @param exchange that it is about.
 * @param isNews whether it is said aloud; what went wrong long ago is not.
 */
export function noticeView(
  notice: NoticeView | undefined,
  exchange?: string,
  isNews = true,
): TemplateResult | typeof nothing {
  if (notice === undefined) return nothing;
  return html`<div class="notice" role=${isNews ? "alert" : nothing}>
    <vscode-icon name="error" aria-hidden="true"></vscode-icon>
    <div>
      <p>${notice.message}</p>
      <div class="buttons">
        ${repeat(
          notice.remedies,
          // A button is never made into another one under the pointer.
          ({ id }) => id,
          ({ id, label }, index) =>
            html`<vscode-button
              ?secondary=${index > 0}
              @click=${() =>
                post({
                  type: "remedy",
                  remedy: id,
                  ...(exchange === undefined ? {} : { exchange }),
                })}
              >${label}</vscode-button
            >`,
        )}
      </div>
    </div>
  </div>`;
}
