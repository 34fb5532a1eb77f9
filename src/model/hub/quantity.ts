import { HubwrightError } from "../problem/hubwright-error.ts";

/** An amount of memory, for example `"512MiB"` or `"4GiB"`: a whole, positive number of one unit. */
export type MemorySize = `${bigint}${"MiB" | "GiB"}` & `${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`;

/** A length of time, for example `"90s"`, `"30m"`, `"1h"` or `"7d"`: a whole, positive number of one unit. */
export type Duration = `${bigint}${"s" | "m" | "h" | "d"}` & `${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`;

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
 * An amount of memory from a number, for definitions that are computed: `memorySize(2 * students, "GiB")`.
 *
 * @param count - How many MiB or GiB: a whole, positive number of at most seven digits.
 * @throws HubwrightError `memory-invalid` for any other number.
 */
export function memorySize(count: number, unit: "MiB" | "GiB"): MemorySize {
  const size = `${count}${unit}`;
  if (isMemorySize(size)) return size;
  throw HubwrightError.of(
    "memory-invalid",
    `${size} is not a whole number of MiB or GiB.`,
    "Use a whole, positive number; for 1.5 GiB, 1536 MiB.",
  );
}

function isMemorySize(size: string): size is MemorySize {
  return bytesOf(size) !== undefined;
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
  if (mebibytes >= 4096) return memorySize(Math.floor(mebibytes / 1024), "GiB");
  const rounded = Math.max(512, Math.floor(mebibytes / 256) * 256);
  return rounded % 1024 === 0 ? memorySize(rounded / 1024, "GiB") : memorySize(rounded, "MiB");
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
