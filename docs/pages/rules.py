"""The rules in Chinese, from their table in the code; ``docs/rules.md`` is the English page.

Formula and remark of each stand in ``rules.csv``.
"""

from __future__ import annotations

import linhai_analysis as la
from linhai_analysis.words import word
from pages.markdown import rows, table, text

TOLD = {row["rule"]: row for row in rows("rules.csv")}
KNOWN = {
    "code": "系统代码",
    "documentation": "官方文档",
    "second hand": "转述",
    "to be confirmed": "待核实",
    "own": "本项目约定",
}
PATHS = {"": "不按路径判断", "linear": "按等量增长的直线路径", "compound": "按固定增速的路径"}
LEAD = text("rules.md")


def pages() -> dict[str, str]:
    """The Chinese page."""
    return {"zh/rules.md": LEAD + "".join(map(section, la.RULES.values()))}


def section(rule: la.Rule) -> str:
    """What the page says of one rule."""
    told = TOLD[rule.name]
    known = "、".join(KNOWN[one] for one in rule.known.split(", "))
    facts = [
        f"- 版本：{rule.edition or '—'}",
        f"- 依据程度：{known}",
        f"- 出处：{rule.source}",
        f"- 公式：{told['formula']}",
        f"- {PATHS[rule.path]}；{'' if rule.published else '不'}作为公开规则计数",
    ]
    if told["remark"]:
        facts.append(f"- 说明：{told['remark']}")
    title = f"\n## {word(f'rule.{rule.name}', 'zh')}（`{rule.name}`）\n\n"
    return title + "\n".join(facts) + "\n\n" + (cuts(rule) if rule.labels else "")


def cuts(rule: la.Rule) -> str:
    """From where on, the rule's own word, the common word."""
    signs = [("<" if at < rule.strict else "≤") for at in range(len(rule.cut_offs))]
    if not rule.small_is_good:
        signs = [{"<": ">", "≤": "≥"}[sign] for sign in signs]
    steps = [f"{sign} {cut:g}" for sign, cut in zip(signs, rule.cut_offs, strict=True)]
    steps += ["其余"] + ["方向相反"] * bool(rule.wrong_way)
    said = (word(f"status.{one}", "zh") for one in rule.statuses)
    return table(("计算值", "规则原文", "本工具用语"), zip(steps, rule.labels, said, strict=True))
