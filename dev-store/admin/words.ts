import type { FrameWords } from "./contract.ts";

export const LANGUAGES = ["en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

interface AdminWords extends FrameWords {
  readonly admin: string;
  readonly devStore: string;
  readonly orders: string;
  readonly customers: string;
  readonly store: string;
  readonly apps: string;
  readonly menu: string;
  readonly toContent: string;
  readonly language: string;
  readonly installTitle: string;
  readonly installText: string;
  readonly scopes: string;
  readonly install: string;
  readonly home: string;
}

const en: AdminWords = {
  admin: "Admin",
  app: "Kopilka",
  devStore: "Dev store",
  orders: "Orders",
  customers: "Customers",
  store: "Storefront",
  apps: "Apps",
  menu: "Menu",
  toContent: "To the app",
  language: "Language",
  installTitle: "Install Kopilka",
  installText: "The app is not installed on this shop. It asks for these access scopes:",
  scopes: "Access scopes",
  install: "Install",
  home: "This admin is not Shopify's: it shows the embedded app as Shopify's does. Open the app below Apps.",
  unsaved: "Unsaved changes",
  save: "Save",
  discard: "Discard",
  leaveTitle: "Leave page with unsaved changes?",
  leaveText: "Leaving this page will delete all unsaved changes.",
  leave: "Leave page",
  stay: "Stay",
  discardTitle: "Discard all unsaved changes?",
  discardText: "If you discard changes, you’ll delete any edits you made since you last saved.",
  dismiss: "Dismiss",
  loading: "Loading",
  pick: "Choose products",
  add: "Add",
  search: "Search products",
  cancel: "Cancel",
  nothing: "No product fits.",
};

const ru: AdminWords = {
  admin: "Админ-панель",
  app: "Kopilka",
  devStore: "Тестовый магазин",
  orders: "Заказы",
  customers: "Клиенты",
  store: "Витрина",
  apps: "Приложения",
  menu: "Меню",
  toContent: "К приложению",
  language: "Язык",
  installTitle: "Установить Kopilka",
  installText: "Приложение не установлено в этом магазине. Оно просит такие права доступа:",
  scopes: "Права доступа",
  install: "Установить",
  home: "Это не админ-панель Shopify: она лишь показывает встроенное приложение так же, как Shopify. Откройте его в разделе «Приложения».",
  unsaved: "Несохранённые изменения",
  save: "Сохранить",
  discard: "Отменить",
  leaveTitle: "Уйти без сохранения?",
  leaveText: "Все несохранённые изменения на этой странице пропадут.",
  leave: "Уйти",
  stay: "Остаться",
  discardTitle: "Отменить несохранённые изменения?",
  discardText: "Всё, что изменено после последнего сохранения, пропадёт.",
  dismiss: "Закрыть",
  loading: "Загрузка",
  pick: "Выберите товары",
  add: "Добавить",
  search: "Поиск товаров",
  cancel: "Отмена",
  nothing: "Ничего не нашлось.",
};

const WORDS: Readonly<Record<Language, AdminWords>> = { en, ru };

export const wordsIn = (language: Language): AdminWords => WORDS[language];

/** The language that somebody chose; English when they chose none that there is. */
export const languageOf = (chosen: string | undefined): Language =>
  LANGUAGES.find((language) => language === chosen) ?? "en";
