"""Damage to a text: what editors, transfers, careless hands and strangers do to it."""
import re

characters = [b"\x00", b"\xff", b"\xe2\x80\x9c", b"\t", b"\r", b"{", b"[", b"]", b"}", b"&a ", b"*a", b"!",
              b"|", b">", b"%", b"'", b"\"", b":", b": ", b"- ", b"#", b"\xef\xbb\xbf", b"\x1b[31m", b"~"]
numbers = [b"0", b"-1", b"1e400", b"999999999999999999999", b"0.1", b"1_000", b"0x10", b"1,5", b"nan", b"1"]
units = [b"ns", b"s", b"d", b"B", b"TB", b"TiB", b"%", b"rps", b"k", b"M", b"G", b"", b" ms", b"min"]


def flip(text, rng, _):
    at = rng.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << rng.randrange(8))]) + text[at + 1:]


def insert(text, rng, _):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(characters) + text[at:]


def cut(text, rng, _):
    return text[:rng.randrange(len(text) + 1)]


def lines(text, rng, _):
    """A line lost, doubled, moved or indented otherwise."""
    all_lines = text.split(b"\n")
    at = rng.randrange(len(all_lines))
    what = rng.randrange(4)
    if what == 0:
        del all_lines[at]
    elif what == 1:
        all_lines.insert(at, all_lines[at])
    elif what == 2:
        all_lines.insert(rng.randrange(len(all_lines)), all_lines.pop(at))
    else:
        all_lines[at] = rng.choice([b"", b" ", b"  ", b"    "]) + all_lines[at].lstrip()
    return b"\n".join(all_lines)


def number(text, rng, _):
    found = list(re.finditer(rb"\d+(\.\d+)?", text))
    if not found:
        return text
    one = rng.choice(found)
    return text[:one.start()] + rng.choice(numbers) + text[one.end():]


def unit(text, rng, _):
    found = list(re.finditer(rb"(?<=\d) ?(ns|us|ms|s|min|h|d|B|kB|MB|GB|TB|%|rps|k|M)\b", text))
    if not found:
        return text
    one = rng.choice(found)
    return text[:one.start()] + rng.choice(units) + text[one.end():]


def word(text, rng, _):
    """A word in the place of another one of the same text."""
    found = list(re.finditer(rb"[a-z][a-z_0-9-]+", text))
    if len(found) < 2:
        return text
    one, other = rng.choice(found), rng.choice(found)
    return text[:one.start()] + other.group() + text[one.end():]


def splice(text, rng, others):
    """The end of another file."""
    other = rng.choice(others)
    return text[:rng.randrange(len(text) + 1)] + other[rng.randrange(len(other) + 1):]


def nest(text, rng, _):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice([b"[", b"{a: ", b"- "]) * rng.choice([3, 100, 5000]) + text[at:]


kinds = [flip, insert, cut, lines, lines, number, number, number, unit, unit, word, word, splice, nest]


def text(original, rng, others):
    damaged = original
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        if damaged:
            damaged = rng.choice(kinds)(damaged, rng, others)
    return damaged
