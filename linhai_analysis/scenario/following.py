"""What follows a place: its code, and a quotient of which both parts follow it."""

from __future__ import annotations

from dataclasses import replace

from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.plan import Quotient
from linhai_analysis.reference import Peer, peer_series, place_code
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.words import in_languages, say


def followed_place(setting: Setting, one: Assumption) -> str:
    """Return the code of the place that is followed; empty where none is."""
    leader = str(one.value)
    if one.assumption != "follow" or leader in setting.ground.kinds:
        return ""
    if leader in setting.plan.own_names:
        raise DataError(
            say(
                "scenario_fault.own_place",
                scenario=setting.scenario.name,
                indicator=one.indicator,
                leader=leader,
            )
        )
    known = setting.ground.peers
    try:
        return place_code(known, leader)
    except UnknownNameError:
        names = known[["geo", *in_languages("name")]].to_numpy().ravel()
        every = {*names, *setting.ground.kinds}
        raise UnknownNameError(say("kind.place_or_indicator"), leader, every) from None


def peer_of(setting: Setting, code: str, indicator: str) -> Peer:
    """Return what a place tells of an indicator."""
    return peer_series(setting.ground.peers, code, indicator, setting.plan.indicators)


def with_parts(setting: Setting) -> Scenario:
    """Return the scenario with numerator and denominator in place of a quotient that follows.

    The quotient then follows from the two, so that the three grow as they do in the place.
    """
    scenario = setting.scenario
    for quotient in setting.ground.quotients:
        stages = scenario.stages(quotient.indicator)
        if len(stages) == 1 and _parts_follow(setting, quotient, stages[0]):
            year = _first_year(setting, stages[0])
            parts = [name for name in quotient.members[1:] if not scenario.stages(name)]
            made = [replace(stages[0], indicator=name, from_year=year) for name in parts]
            kept = [one for one in scenario.assumptions if one is not stages[0]]
            scenario = Scenario(scenario.name, (*kept, *made))
    return scenario


def _parts_follow(setting: Setting, quotient: Quotient, one: Assumption) -> bool:
    """Whether numerator and denominator can follow the place that a quotient follows, and may."""
    code = followed_place(setting, one)
    if not code:
        return False
    year = _first_year(setting, one)
    for name in quotient.members[1:]:
        stages = setting.scenario.stages(name)
        same = [(followed_place(setting, stage), _first_year(setting, stage)) for stage in stages]
        if stages and same != [(code, year)]:
            return False
        if not len(peer_of(setting, code, name).values):
            return False
    start = [setting.ground.published(name, year) for name in quotient.members]
    if not all(path.known for path in start[1:]):
        return False
    # Where what is published of the quotient is not what its parts give, it goes on from there.
    return not start[0].known or bool(quotient.agrees(*(path.values[-1, 0] for path in start)))


def _first_year(setting: Setting, one: Assumption) -> int:
    return one.from_year or setting.ground.base(one.indicator)[0]
