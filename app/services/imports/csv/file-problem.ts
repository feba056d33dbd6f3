/** What is wrong with a file as a whole, in a sentence for whoever sent it. */
export class FileProblem extends Error {
  override name = "FileProblem";
  /** For programs. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
