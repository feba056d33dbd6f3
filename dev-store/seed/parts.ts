import type { Collection, Product } from "../model.ts";
import type { Store } from "../store.ts";

/** Title, maker, price in roubles. Ten of each, as in a shop for car parts. */
type Part = readonly [title: string, vendor: string, price: number];

// prettier-ignore
const ASSORTMENT: readonly { collection: string; handle: string; parts: readonly Part[] }[] = [
  {
    collection: "Масла и жидкости",
    handle: "masla",
    parts: [
      ["Масло моторное 5W-30, 4 л", "Lukoil", 2890],
      ["Масло моторное 5W-40, 4 л", "Shell", 3990],
      ["Масло моторное 0W-20, 4 л", "Mobil", 5490],
      ["Масло трансмиссионное 75W-90, 1 л", "Castrol", 1350],
      ["Масло для АКПП ATF, 4 л", "Motul", 6790],
      ["Антифриз G12, 5 кг", "Felix", 1190],
      ["Жидкость тормозная DOT-4, 1 л", "Bosch", 690],
      ["Жидкость стеклоомывателя −30 °C, 5 л", "Sintec", 449],
      ["Жидкость ГУР, 1 л", "Febi", 1290],
      ["Промывка двигателя, 0,35 л", "Liqui Moly", 899],
    ],
  },
  {
    collection: "Фильтры",
    handle: "filtry",
    parts: [
      ["Фильтр масляный", "Mann", 590],
      ["Фильтр воздушный", "Mann", 890],
      ["Фильтр салонный угольный", "Filtron", 1150],
      ["Фильтр топливный", "Bosch", 1690],
      ["Фильтр масляный Lada", "БИГ", 245.5],
      ["Фильтр АКПП с прокладкой", "Hengst", 3250],
      ["Фильтр воздушный нулевого сопротивления", "K&N", 6490],
      ["Фильтр салонный", "Nevsky Filter", 430],
      ["Фильтр сажевый, ремкомплект", "Walker", 12_900],
      ["Комплект фильтров для ТО", "Sakura", 2790],
    ],
  },
  {
    collection: "Тормоза",
    handle: "tormoza",
    parts: [
      ["Колодки тормозные передние", "Brembo", 4590],
      ["Колодки тормозные задние", "TRW", 3290],
      ["Диск тормозной передний", "ATE", 5190],
      ["Диск тормозной задний", "Zimmermann", 4790],
      ["Шланг тормозной", "Bosch", 1090],
      ["Суппорт передний, ремкомплект", "Frenkit", 1890],
      ["Цилиндр тормозной рабочий", "LPR", 1450],
      ["Барабан тормозной", "Fremax", 3690],
      ["Датчик износа колодок", "Textar", 990.9],
      ["Очиститель тормозов, 0,5 л", "Liqui Moly", 699],
    ],
  },
  {
    collection: "Подвеска и рулевое",
    handle: "podveska",
    parts: [
      ["Амортизатор передний", "KYB", 7490],
      ["Амортизатор задний", "Sachs", 6190],
      ["Рычаг передний нижний", "Lemförder", 9890],
      ["Стойка стабилизатора", "CTR", 1590],
      ["Опора шаровая", "555", 2190],
      ["Наконечник рулевой", "TRW", 1890],
      ["Пружина подвески", "Lesjöfors", 4350],
      ["Сайлентблок рычага", "Febi", 890],
      ["Подшипник ступицы", "SKF", 5290],
      ["Пыльник ШРУС, комплект", "GKN", 1250],
    ],
  },
  {
    collection: "Шины и диски",
    handle: "shiny",
    parts: [
      ["Шина зимняя 205/55 R16", "Nokian", 8990],
      ["Шина зимняя 195/65 R15", "Cordiant", 5490],
      ["Шина летняя 205/55 R16", "Michelin", 9790],
      ["Шина летняя 225/45 R17", "Continental", 13_490],
      ["Шина зимняя 225/65 R17", "Ikon", 12_290],
      ["Диск литой R16", "K&K", 7990],
      ["Диск штампованный R15", "ТЗСК", 2990],
      ["Болт колёсный, комплект 20 шт.", "Bimecc", 2490],
      ["Датчик давления в шине", "Schrader", 3190],
      ["Набор для ремонта шин", "Slime", 1790],
    ],
  },
  {
    collection: "Электрика и свет",
    handle: "elektrika",
    parts: [
      ["Аккумулятор 60 А·ч", "Varta", 8490],
      ["Аккумулятор 74 А·ч AGM", "Mutlu", 14_990],
      ["Лампа H7, пара", "Osram", 1990],
      ["Лампа H4", "Philips", 690],
      ["Свеча зажигания иридиевая", "NGK", 1490],
      ["Катушка зажигания", "Bosch", 4890],
      ["Генератор", "Valeo", 24_900],
      ["Стартер", "Bosch", 18_790],
      ["Щётка стеклоочистителя 600 мм", "Denso", 1290],
      ["Предохранители, набор", "Airline", 290.5],
    ],
  },
];

/** Winter's goods, whichever part of the assortment they are of. */
const WINTER = /зимн|−30|Антифриз|Аккумулятор/;

/** Collections across the assortment: what a service needs every year, and what winter asks for. */
const ACROSS = [
  { title: "Для планового ТО", handle: "dlya-to", tag: "ТО" },
  { title: "К зиме", handle: "k-zime", tag: "зима" },
] as const;

function tagsOf(title: string, handle: string, price: number): string[] {
  const isService = handle === "masla" || handle === "filtry";
  return [
    ...(price >= 10_000 ? ["дорогое"] : []),
    ...(price < 1000 ? ["расходник"] : []),
    ...(isService ? ["ТО"] : []),
    ...(WINTER.test(title) ? ["зима"] : []),
  ];
}

/**
 * Fills the catalogue: 6 collections of 10 products, and 2 across them. A product's type is what
 * its name begins with: Масло, Фильтр, Шина.
 */
export function seedCatalogue(store: Store, at: Date): Product[] {
  const products: Product[] = [];
  const collectionOf = (title: string, handle: string): Collection => {
    const id = store.facts.nextId("collection");
    const collection = { id, title, handle, createdAt: at };
    store.catalogue.putCollection(collection);
    return collection;
  };
  const across = ACROSS.map(({ tag, title, handle }) => ({
    tag,
    collection: collectionOf(title, handle),
  }));
  for (const { collection: title, handle, parts } of ASSORTMENT) {
    const collection = collectionOf(title, handle);
    parts.forEach(([name, vendor, price], index) => {
      const tags = tagsOf(name, handle, price);
      const others = across.filter(({ tag }) => tags.includes(tag));
      const product: Product = {
        id: store.facts.nextId("product"),
        variantId: store.facts.nextId("variant"),
        title: name,
        handle: `${handle}-${index + 1}`,
        vendor,
        productType: name.split(/[\s,]/)[0] ?? title,
        sku: `${handle.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, "0")}`,
        price: BigInt(Math.round(price * 100)),
        tags,
        collectionIds: [collection.id, ...others.map((other) => other.collection.id)],
        createdAt: at,
      };
      store.catalogue.putProduct(product);
      products.push(product);
    });
  }
  return products;
}
