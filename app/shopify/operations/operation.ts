/** A GraphQL operation with the types of what it is given and of what it answers. */
export interface AdminOperation<Result, Variables> {
  /** As it stands in the document; it names the operation in logs and metrics. */
  readonly name: string;
  /** The operation with the fragments that it uses. */
  readonly text: string;
  /** Never there: it only carries the types. */
  readonly types?: { readonly result: Result; readonly variables: Variables };
}
