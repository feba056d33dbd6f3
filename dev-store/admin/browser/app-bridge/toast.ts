import type { AppSide } from "../../contract.ts";
import type { Admin } from "./admin.ts";

interface ToastOptions {
  readonly duration?: number;
  readonly isError?: boolean;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly onDismiss?: () => void;
}

const open = new Map<string, ToastOptions>();

export function toastApi(admin: Admin) {
  return {
    show(message: string, options: ToastOptions = {}): string {
      const id = crypto.randomUUID();
      open.set(id, options);
      void admin.toast({
        id,
        message,
        isError: options.isError ?? false,
        duration: options.duration ?? 5_000,
        action: options.action ?? null,
      });
      return id;
    },
    hide: (id: string) => void admin.hideToast(id),
  };
}

export const toastActed: AppSide["toastActed"] = (id) => {
  open.get(id)?.onAction?.();
  return Promise.resolve();
};

export const toastDismissed: AppSide["toastDismissed"] = (id) => {
  open.get(id)?.onDismiss?.();
  open.delete(id);
  return Promise.resolve();
};
