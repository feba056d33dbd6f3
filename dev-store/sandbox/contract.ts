import type { RemoteMutationRecord } from "@remote-dom/core";

/**
 * What the page of a checkout and the worker of an extension say to each other, and what the
 * dev store's server tells the page. Money is as extensions get it: numbers in major units.
 */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/** One extension target to be run: its code, its texts, and what it may do. */
export interface ExtensionStart {
  readonly target: string;
  readonly handle: string;
  readonly apiVersion: string;
  /** The bundle's text. */
  readonly code: string;
  readonly networkAccess: boolean;
  /** The origin that the bundle knows the app by, and where the app is reached here. */
  readonly productionOrigin: string;
  readonly appOrigin: string;
  readonly shop: JsonValue;
  /** Languages of `translations`: what the buyer reads, and what fills its gaps. */
  readonly language: string;
  readonly translations: Readonly<Record<string, JsonValue>>;
  readonly defaultTranslations: Readonly<Record<string, JsonValue>>;
}

/**
 * What `shopify` tells the extension of the checkout, by the path of its signal: `lines`,
 * `cost.totalAmount`. A path that is not there is not offered to this target; null stands for
 * a signal whose value is undefined.
 */
export type ExtensionState = Readonly<Record<string, JsonValue | undefined>>;

/** An extension, as the page is given it: to run, or not to run and why. */
export type ExtensionOffer =
  | { readonly kind: "runs"; readonly start: ExtensionStart }
  | {
      readonly kind: "refused";
      readonly target: string;
      readonly handle: string;
      readonly reason: string;
    };

export interface ChangeResult {
  readonly type: "success" | "error";
  readonly message?: string;
}

/** What the page does for the worker. */
export interface PageSide {
  mutate(records: readonly RemoteMutationRecord[]): Promise<void>;
  call(id: string, method: string, ...args: readonly unknown[]): Promise<unknown>;
  sessionToken(): Promise<string>;
  /** Whatever `shopify.apply…Change` is given. */
  change(kind: ChangeKind, change: unknown): Promise<ChangeResult>;
  storage(action: "read" | "write" | "delete", key: string, value?: unknown): Promise<unknown>;
  failed(message: string): Promise<void>;
}

export type ChangeKind = "metafield" | "discount_code" | "attribute";

/** What the worker does for the page. */
export interface WorkerSide {
  start(extension: ExtensionStart, state: ExtensionState): Promise<void>;
  update(state: ExtensionState): Promise<void>;
}
