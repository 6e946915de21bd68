/** What drawing has to know of the reply that it draws. */
export interface Reply {
  /** No two replies of a page have the same. */
  readonly number: number;
  /** Id of the answer. */
  readonly answer: string;
}
