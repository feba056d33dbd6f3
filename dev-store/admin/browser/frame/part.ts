/** An element of the frame's page, which the server has written. */
export function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The frame has no ${id}`);
  return element;
}
