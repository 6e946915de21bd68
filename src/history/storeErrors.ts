import { StoreError, type StoreProblem } from "../core/conversation/conversationStore.ts";
import { isRecord } from "../core/record.ts";

/** By SQLite's primary result codes: https://sqlite.org/rescode.html */
const problemOfResult: Readonly<Record<number, StoreProblem>> = {
  ...{ 3: "readOnly", 5: "busy", 6: "busy", 8: "readOnly", 11: "corrupt", 13: "full" },
  ...{ 14: "readOnly", 19: "exists", 26: "corrupt" },
};

/** SQLITE_IOERR_SHMSIZE: the file beside the log could not grow. */
const noRoomForSharedMemory = 4874;

const problemOfCode: Readonly<Record<string, StoreProblem>> = {
  ...{ EACCES: "readOnly", EPERM: "readOnly", EROFS: "readOnly", ENOTDIR: "readOnly" },
  ...{ EEXIST: "readOnly", EISDIR: "readOnly", ENOSPC: "full", EDQUOT: "full", EBUSY: "busy" },
};

/** What SQLite or the file system threw, as the store's own error; anything else stays as it is. */
export function storeErrorOf(thrown: unknown): unknown {
  if (thrown instanceof StoreError || !isRecord(thrown)) return thrown;
  const { code, errcode, errstr } = thrown;
  if (typeof code !== "string") return thrown;
  if (typeof errcode !== "number") {
    return new StoreError(problemOfCode[code] ?? "other", code);
  }
  // SQLite's message may quote the statement, so only its name for the code is passed on.
  const problem = errcode === noRoomForSharedMemory ? "full" : problemOfResult[errcode & 0xff];
  const detail = typeof errstr === "string" ? errstr : code;
  return new StoreError(problem ?? "other", `${detail} (${errcode})`);
}

/** Does something with the database; what fails there is thrown as a {@link StoreError}. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw storeErrorOf(thrown);
  }
}
