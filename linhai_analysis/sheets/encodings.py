"""Finds out in which encoding a text file is written."""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import islice
from math import fsum

from linhai_analysis.errors import DataError
from linhai_analysis.words import Sentence, say

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings without a mark, and their names for people. Where two are as likely, the first is read.
_UNMARKED = {"gb18030": "GB 18030", "big5hkscs": "Big5", "cp1252": "Windows-1252"}
_WIDE = {"utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}
# So much of a long file is enough to tell.
_SAMPLE = 200_000
# What no text holds: control characters but tab, line ends, form feed and the old end of file.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")

# The most frequent characters of Chinese, and those of statistics: of both scripts, of one.
_FREQUENT = (
    "的一是在不了有和人中大上年以同要成出也到分行工而自之後前公地部生用方面本主作者家高多合下好小"
    "心新天子能民日明月水全市名次目支占比例平均收入第二三四五六七八九十百千口土山江河海南北西路共其他"
    "合位台州京津石林木外交通信通用法案件科技研部政府法律公司加元率人均教育文化利用表注值期末初之"
)
_SIMPLIFIED = (
    "个这为来们国说时会对发学经过动于体现种数当实进还机关产业总调条万亿单区东广县乡镇农业资标项规划"
    "企业专利权检测试验质电团体劳务运输设备创新术险医药卫门间长华龙汇报统计岁户亩吨积指稳浙苏湖闽陕宁"
    "贵云苏辽吉陇疆省黑藏贸进购买卖价财税贷额较减变际联网线预算执览约占开"
)
_TRADITIONAL = (
    "個這為來們國說時會對發學經過動於體現種數當實進還機關產業總調條萬億單區東廣縣鄉鎮農資標項規劃"
    "企業專權檢測試驗質電團勞務運輸設備創術險醫藥衛門間長華龍匯報統計歲戶畝噸積指穩浙蘇湖閩陝寧"
    "貴雲遼隴臺灣灣高雄嘉義彰屏香港澳基隆桃園貿購買賣價財稅貸額較減變際聯網線預算執覽約佔開"
)
_ONLY_TRADITIONAL = frozenset(one for one in _TRADITIONAL if not one.encode("gb2312", "ignore"))
_GB_ROWS = ((range(0xA1, 0xA4), 0.2), (range(0xB0, 0xD8), 0.3), (range(0xD8, 0xF8), 0.1))
_BIG5_ROWS = ((range(0xA1, 0xA4), 0.2), (range(0xA4, 0xC7), 0.3), (range(0xC9, 0xFA), 0.05))
# A line in which something is not ASCII; line ends are no part of any character.
_FOREIGN = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
# A letter with an accent stands in a word of other letters, and is a small one behind small ones.
_WORD = re.compile(r"[^\W\d_’]+(?:’[^\W\d_]+)*")
_LONELY = frozenset("àáâäçèéêëíîïñóôöúûüß")
_SIGNS = frozenset("€£°±²³µ·½¼¾×§©®™–—‘’“”…«»¿¡•")


def decode(data: bytes, file: str) -> tuple[str, tuple[Sentence, ...]]:
    """Return the text of a file, and a note where its encoding had to be assumed.

    >>> decode("年份".encode("utf-8-sig"), "a.csv")
    ('年份', ())
    >>> text, notes = decode("年份,企业".encode("gbk"), "a.csv")
    >>> text, notes[0].values[1]
    ('年份,企业', ('encoding', 'GB 18030'))
    """
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not name and _reads(data, "utf-8") and not _wide(data):
        name = "utf-8"
    encoding = name or _wide(data) or _likeliest(data)
    text = data.decode(encoding) if encoding and _reads(data, encoding) else ""
    if (b"\0" in data and not encoding) or _CONTROL.search(text):
        raise DataError(say("open.binary", file=file))
    if not text:
        broken = name or _was_utf8(data)
        raise DataError(say("open.broken_text" if broken else "open.unknown", file=file))
    shown = (_UNMARKED | _WIDE).get(encoding, encoding)
    notes = () if name else (say("taken_as.encoding", file=file, encoding=shown),)
    return text.removeprefix("\ufeff"), notes


def is_traditional(text: str) -> bool:
    """Say whether a text has a character that only the traditional script has.

    >>> is_traditional("新竹縣"), is_traditional("临海市")
    (True, False)
    """
    return not _ONLY_TRADITIONAL.isdisjoint(text)


def _was_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8: the file was cut, or some bytes are wrong."""
    high, kept = (
        sum(map(one.count, map(chr, range(0x80, 0x100))))
        for one in (
            data[:_SAMPLE].decode("latin-1"),
            data[:_SAMPLE].decode("utf-8", "ignore").encode().decode("latin-1"),
        )
    )
    return kept > high * 0.8


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: of marks, digits and line ends one byte is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(sample) / 20 or min(even, odd) > max(even, odd) / 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeliest(data: bytes) -> str:
    """The encoding in which most characters are such as people write; nothing where there is none.

    >>> _likeliest("新竹縣".encode("big5")), _likeliest("Curaçao".encode("cp1252"))
    ('big5hkscs', 'cp1252')
    """
    if _was_utf8(data):
        return ""
    found = {name: _likeness(data, name) for name in _UNMARKED}
    best = max(found, key=lambda name: found[name])
    return best if found[best] > 0 else ""


def _likeness(data: bytes, encoding: str) -> float:
    """How much of what is not ASCII is usual in the scripts of an encoding; -1 for none."""
    if not _reads(data, encoding):
        return -1.0
    lines = b"".join(one[0] for one in islice(_FOREIGN.finditer(data), 2_000))
    text = lines[:_SAMPLE].decode(encoding, "ignore")
    if encoding == "cp1252":
        return _latin(text)
    rank = _usual(encoding)
    ranks = [rank.get(sign, -0.5) for sign in text if sign > "\x7f"]
    return fsum(ranks) / max(len(ranks), 1)


@cache
def _usual(encoding: str) -> dict[str, float]:
    """How usual the characters are: the everyday ones of the encoding, the frequent ones."""
    # Marks, everyday characters, rarer ones, by their first bytes.
    rows = _GB_ROWS if encoding == "gb18030" else _BIG5_ROWS
    lows = range(0xA1, 0xFF) if encoding == "gb18030" else range(0x40, 0xFF)
    rank = {
        bytes((high, low)).decode(encoding, "ignore"): worth
        for highs, worth in rows
        for high in highs
        for low in lows
    }
    own = _SIMPLIFIED if encoding == "gb18030" else _TRADITIONAL
    return rank | dict.fromkeys(_FREQUENT + own, 1.0)


def _latin(text: str) -> float:
    """How much of what is not ASCII stands where Latin letters and signs do."""
    count = sum(sign > "\x7f" for sign in text)
    sound = sum(sign in _SIGNS for sign in text) / 2
    for word in _WORD.findall(text):
        foreign = sum(sign > "\x7f" for sign in word)
        # AÿB is no word; Éric and Côte are; ÉTÉ and à may be.
        if not foreign or not (word[1:].islower() or word.isupper() or word in _LONELY):
            continue
        if word in _LONELY or foreign < len(word):
            sound += foreign if len(word) >= 2 * foreign else foreign * 0.4
    return sound / max(count, 1)
