/** An amount of memory, for example `"512MiB"` or `"4GiB"`: a whole number of one unit. */
export type MemorySize = `${number}${"MiB" | "GiB"}`;

/** A length of time, for example `"90s"`, `"30m"`, `"1h"` or `"7d"`: a whole number of one unit. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

const BYTES = { MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Converts a memory size to bytes, the unit of the Docker API.
 *
 * @param size - For example `"4GiB"`; 1 GiB is 1,073,741,824 bytes.
 * @returns The bytes, or `undefined` when the text is not a whole, positive number of MiB or GiB (`"1.5GiB"`, `"4"`).
 */
export function bytesOf(size: string): number | undefined {
  const match = /^([1-9][0-9]{0,6})(MiB|GiB)$/.exec(size);
  return match ? Number(match[1]) * BYTES[match[2] as keyof typeof BYTES] : undefined;
}

/**
 * A part of an amount of memory, as a person would write it.
 *
 * @param bytes - The whole amount.
 * @param share - For example `1 / 4`.
 * @returns Whole GiB rounded down, or whole multiples of 256 MiB where that is less than 4 GiB; at least 512 MiB.
 */
export function shareOf(bytes: number, share: number): MemorySize {
  const mebibytes = (bytes * share) / BYTES.MiB;
  if (mebibytes >= 4096) return `${Math.floor(mebibytes / 1024)}GiB`;
  const rounded = Math.max(512, Math.floor(mebibytes / 256) * 256);
  return rounded % 1024 === 0 ? `${rounded / 1024}GiB` : `${rounded}MiB`;
}

/**
 * Converts a duration to seconds.
 *
 * @param duration - For example `"1h"`, which is 3,600 seconds.
 * @returns The seconds, or `undefined` when the text is not a whole, positive number of one unit.
 */
export function secondsOf(duration: string): number | undefined {
  const match = /^([1-9][0-9]{0,6})([smhd])$/.exec(duration);
  return match ? Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS] : undefined;
}
