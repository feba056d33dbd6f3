import type { Customer } from "../model.ts";
import type { Store } from "../store.ts";
import type { Random } from "./random.ts";

// prettier-ignore
const MEN = ["Александр", "Дмитрий", "Сергей", "Андрей", "Алексей", "Максим", "Иван", "Михаил", "Николай", "Артём", "Павел", "Роман", "Тимур", "Ильдар"] as const;
// prettier-ignore
const WOMEN = ["Анна", "Мария", "Елена", "Ольга", "Наталья", "Екатерина", "Татьяна", "Ирина", "Светлана", "Дарья", "Алина", "Полина"] as const;
// prettier-ignore
const SURNAMES = ["Иванов", "Смирнов", "Кузнецов", "Попов", "Васильев", "Петров", "Соколов", "Михайлов", "Новиков", "Фёдоров", "Морозов", "Волков", "Алексеев", "Лебедев", "Семёнов", "Егоров", "Павлов", "Козлов", "Степанов", "Николаев", "Орлов", "Андреев", "Макаров", "Захаров", "Зайцев", "Соловьёв", "Борисов", "Яковлев", "Григорьев", "Романов"] as const;

// prettier-ignore
const LATIN: Readonly<Record<string, string>> = { а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sch", ы: "y", э: "e", ю: "yu", я: "ya" };
const latin = (name: string) => name.toLowerCase().replace(/./gu, (letter) => LATIN[letter] ?? "");

/** 500 people with Russian names; addresses are of a domain that can never exist. */
export function seedCustomers(
  store: Store,
  random: Random,
  count: number,
  firstDay: Date,
  days: number,
): Customer[] {
  return Array.from({ length: count }, (_unused, index) => {
    const woman = random.chance(0.3);
    const firstName = random.pick(woman ? WOMEN : MEN);
    const lastName = random.pick(SURNAMES) + (woman ? "а" : "");
    // Most were there before the year that is seeded, the others joined in its course.
    const joined = random.chance(0.6) ? -random.between(1, 300) : random.between(0, days - 20);
    const at = new Date(
      firstDay.getTime() + joined * 86_400_000 + random.between(8, 20) * 3_600_000,
    );
    const customer: Customer = {
      id: store.facts.nextId("customer"),
      email: `${latin(firstName)}.${latin(lastName)}${index + 1}@pochta.example`,
      firstName,
      lastName,
      phone: random.chance(0.7)
        ? `+79${String(random.between(0, 999_999_999)).padStart(9, "0")}`
        : null,
      tags: random
        .weighted([
          [[], 88],
          [["опт"], 6],
          [["сервис", "опт"], 2],
          [["новости"], 4],
        ] as const)
        .slice(),
      note: null,
      createdAt: at,
      updatedAt: at,
      extra: {},
    };
    store.customers.put(customer);
    return customer;
  });
}
