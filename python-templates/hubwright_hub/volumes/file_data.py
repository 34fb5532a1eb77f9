"""Copies the bytes of one open file."""

import errno
import hashlib
import os
from typing import Any

CHUNK = 1 << 20
MOST_ZEROS = 1 << 26
"""Holes that are hashed, in bytes. An empty sparse file of 10 TB takes no space, but hashing it takes a day."""


class UnreadableError(Exception):
    """The source could not be read: only this file is skipped. If the target cannot be written, the copy ends."""


def pour(reading: int, about: os.stat_result, writing: int | None) -> str:
    """Copies the bytes that exist and keeps holes, up to the size that the file had at the start."""
    digest = hashlib.sha256()
    zeros, position = 0, 0
    while (part := _next_data(reading, position, about.st_size)) is not None:
        begin, end = part
        zeros += _hash_zeros(digest, begin - position, zeros)
        position = begin
        while position < end and (data := _read(reading, min(CHUNK, end - position), position)):
            digest.update(data)
            if writing is not None:
                _write(writing, data, position)
            position += len(data)
        if position < end:
            break
    zeros += _hash_zeros(digest, about.st_size - position, zeros)
    if writing is not None:
        os.ftruncate(writing, about.st_size)
    return digest.hexdigest() if zeros <= MOST_ZEROS else ""


def _next_data(reading: int, position: int, size: int) -> tuple[int, int] | None:
    if position >= size:
        return None
    try:
        begin = os.lseek(reading, position, os.SEEK_DATA)
        end = os.lseek(reading, begin, os.SEEK_HOLE)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise UnreadableError(because(error)) from error
    return (begin, min(end, size)) if begin < size else None


def _hash_zeros(digest: Any, count: int, before: int) -> int:
    if count + before <= MOST_ZEROS:
        digest.update(bytes(count))
    return count


def _read(reading: int, count: int, position: int) -> bytes:
    try:
        return os.pread(reading, count, position)
    except OSError as error:
        raise UnreadableError(because(error)) from error


def _write(writing: int, data: bytes, position: int) -> None:
    written = 0
    while written < len(data):
        written += os.pwrite(writing, data[written:], position + written)


def because(error: OSError) -> str:
    return os.strerror(error.errno or errno.EIO)
