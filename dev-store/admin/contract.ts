/**
 * What the admin's frame and the App Bridge stand-in say to each other. Both sides are the
 * dev store's own, so that this shape is nobody's but theirs.
 */

/** A link of the app's navigation. */
export interface NavLink {
  readonly text: string;
  readonly href: string;
}

export interface BarButton {
  readonly label: string;
  readonly disabled: boolean;
  readonly loading: boolean;
}

/** The save bar's two buttons, as the app's `<ui-save-bar>` describes them. */
export interface SaveBarState {
  readonly save: BarButton | null;
  readonly discard: BarButton | null;
  readonly discardConfirmation: boolean;
}

/** `<ui-title-bar>`: a title, and buttons by their place among its children. */
export interface TitleBarState {
  readonly title: string;
  readonly actions: readonly (BarButton & {
    readonly primary: boolean;
    readonly critical: boolean;
  })[];
}

export interface Toast {
  readonly id: string;
  readonly message: string;
  readonly isError: boolean;
  /** Milliseconds. */
  readonly duration: number;
  readonly action: string | null;
}

export interface PickerQuestion {
  readonly action: "add" | "select";
  /** How many may be chosen. */
  readonly most: number;
  readonly query: string;
  /** Global ids. */
  readonly selected: readonly string[];
}

/** A product as Shopify's resource picker hands it out, as far as the dev store knows it. */
export interface PickedProduct {
  readonly id: string;
  readonly title: string;
  readonly handle: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly status: "ACTIVE";
  readonly hasOnlyDefaultVariant: true;
  readonly totalVariants: 1;
  readonly images: readonly never[];
  readonly variants: readonly {
    readonly id: string;
    readonly title: string;
    readonly sku: string;
    readonly price: string;
  }[];
}

/** What the admin does for the embedded app. */
export interface AdminSide {
  idToken(): Promise<string>;
  /** A page of the app is shown: path with query, without what the admin added, and its title. */
  arrived(page: { readonly path: string; readonly title: string }): Promise<void>;
  menu(links: readonly NavLink[]): Promise<void>;
  titleBar(bar: TitleBarState | null): Promise<void>;
  saveBar(bar: SaveBarState | null): Promise<void>;
  /** Whether the merchant leaves a page with unsaved changes; true when there are none. */
  confirmLeave(): Promise<boolean>;
  toast(toast: Toast): Promise<void>;
  hideToast(id: string): Promise<void>;
  loading(isLoading: boolean): Promise<void>;
  pickProducts(question: PickerQuestion): Promise<readonly PickedProduct[] | null>;
  /** Goes to a page of the admin, as `shopify://admin/orders` asks for. */
  openAdmin(path: string): Promise<void>;
  /** Leaves the admin for another address. */
  openTop(address: string): Promise<void>;
  user(): Promise<Record<string, unknown>>;
}

/** What the app's page does for the admin. */
export interface AppSide {
  navigate(href: string): Promise<void>;
  pressSaveBar(button: "save" | "discard"): Promise<void>;
  pressTitleBar(position: number): Promise<void>;
  toastActed(id: string): Promise<void>;
  toastDismissed(id: string): Promise<void>;
}

/** What the frame's page tells its script. */
export interface FrameSettings {
  readonly appOrigin: string;
  /** The app's first page, below its origin. */
  readonly appHome: string;
  /** Where the frame shows the app, below the dev store's origin. */
  readonly base: string;
  readonly src: string;
  readonly words: FrameWords;
}

export interface FrameWords {
  readonly app: string;
  readonly unsaved: string;
  readonly save: string;
  readonly discard: string;
  readonly leaveTitle: string;
  readonly leaveText: string;
  readonly leave: string;
  readonly stay: string;
  readonly discardTitle: string;
  readonly discardText: string;
  readonly dismiss: string;
  readonly loading: string;
  readonly pick: string;
  readonly add: string;
  readonly search: string;
  readonly cancel: string;
  readonly nothing: string;
}

/** What Shopify's admin adds to the address of the embedded app, and no page of it means. */
export const ADDED_BY_ADMIN = [
  "appLoadId",
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "shopify-reload",
  "timestamp",
];
