/** The networks that rules may name, by what they are called everywhere. */
export const SOCIAL_NETWORKS = [
  "facebook",
  "instagram",
  "ok",
  "pinterest",
  "telegram",
  "threads",
  "tiktok",
  "vk",
  "whatsapp",
  "x",
  "youtube",
] as const;
export type SocialNetwork = (typeof SOCIAL_NETWORKS)[number];

const NAMES: Readonly<Record<SocialNetwork, string>> = {
  facebook: "Facebook",
  instagram: "Instagram",
  ok: "OK.ru",
  pinterest: "Pinterest",
  telegram: "Telegram",
  threads: "Threads",
  tiktok: "TikTok",
  vk: "VK",
  whatsapp: "WhatsApp",
  x: "X",
  youtube: "YouTube",
};

/** The network's own name, the same in every language. */
export const networkName = (network: SocialNetwork): string => NAMES[network];

export const isSocialNetwork = (text: string): text is SocialNetwork =>
  (SOCIAL_NETWORKS as readonly string[]).includes(text);
