/** Two ways of doing the same, measured in turn. */
export interface Comparison {
  readonly name: string;
  readonly unit: string;
  /** Units per second of each round. */
  readonly ours: readonly number[];
  readonly least: readonly number[];
}

/** Runs both ways in turn, so that a machine that slows down slows both. */
export async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<number>,
  least: (round: number) => Promise<number>,
): Promise<Pick<Comparison, "ours" | "least">> {
  const figures = { ours: [] as number[], least: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    figures.ours.push(await ours(round));
    figures.least.push(await least(round));
  }
  return figures;
}

/** One line: the median of the rounds' ratios, its range, and the median rates. */
export function report({ name, unit, ours, least }: Comparison): string {
  const ratios = ours.map((rate, round) => rate / (least[round] ?? Number.NaN));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  const rates = `${rate(ours)} against ${rate(least)} ${unit} per second`;
  return `${name}: ${median(ratios).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}; ${rates})`;
}

const rate = (rates: readonly number[]): string => Math.round(median(rates)).toLocaleString("en");

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [upper, lower] = [sorted[middle] ?? Number.NaN, sorted[middle - 1] ?? Number.NaN];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
}
