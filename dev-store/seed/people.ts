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

/** People with Russian names, in the order in which they joined; their e-mail's domain can never exist. */
export function seedCustomers(
  store: Store,
  random: Random,
  count: number,
  firstDay: Date,
  days: number,
): Customer[] {
  return joiningTimes(random, count, firstDay, days).map((at, index) => {
    const woman = random.chance(0.3);
    const firstName = random.pick(woman ? WOMEN : MEN);
    const lastName = random.pick(SURNAMES) + (woman ? "а" : "");
    const digits = String(random.between(0, 999_999_999)).padStart(9, "0");
    const customer: Customer = {
      id: store.facts.nextId("customer"),
      email: `${latin(firstName)}.${latin(lastName)}${index + 1}@pochta.example`,
      firstName,
      lastName,
      phone: random.chance(0.7) ? `+79${digits}` : null,
      tags: random.weighted<string[]>([
        [[], 88],
        [["опт"], 6],
        [["сервис", "опт"], 2],
        [["новости"], 4],
      ]),
      note: null,
      createdAt: at,
      updatedAt: at,
      extra: {},
    };
    store.customers.put(customer);
    return customer;
  });
}

/** Most were there before the year that is seeded, the others joined in its course. */
function joiningTimes(random: Random, count: number, firstDay: Date, days: number): Date[] {
  const times = Array.from({ length: count }, () => {
    const day = random.chance(0.6) ? -random.between(1, 300) : random.between(0, days - 20);
    return firstDay.getTime() + day * 86_400_000 + random.between(6 * 3600, 18 * 3600) * 1000;
  });
  return times.sort((a, b) => a - b).map((time) => new Date(time));
}
