/** Whether one port cannot be used at both addresses of a machine; `""`, `0.0.0.0` and `::` mean all addresses. */
export function addressesOverlap(a: string, b: string): boolean {
  return a === b || isEvery(a) || isEvery(b);
}

function isEvery(address: string): boolean {
  return address === "" || address === "0.0.0.0" || address === "::";
}
