"""Two figures of a year, revisions and changed targets: all are kept, and listed to be settled."""

from __future__ import annotations

import pytest
from small_figures import TWO, figure, plan_of

from linhai_analysis.errors import FaultsError


def conflicts(plan):
    return plan.conflicts()[["kind", "year", "readings", "sources", "adopted"]].values.tolist()


def test_two_figures_of_one_year_are_kept_and_listed(tmp_path):
    plan = plan_of(tmp_path, TWO)
    assert conflicts(plan) == [["figures", 2018, ("92", "95"), (("S1",), ("S2",)), ""]]
    series = plan.series("a")
    # S1 has every year; the other figure stands beside it.
    assert series.to_dict() == {2015: 60, 2018: 92}
    assert [one.value for one in series.attrs["others"][2018]] == [95]


def test_equal_figures_of_two_sources_are_no_conflict(tmp_path):
    same = [figure(2015, 60, "S1"), figure(2018, 92, "S1"), figure(2018, 92.0, "S2")]
    assert conflicts(plan_of(tmp_path, same)) == []


def test_three_figures_of_a_year_are_three_readings(tmp_path):
    plan = plan_of(tmp_path, [*TWO, figure(2018, 95, "S3")])
    assert conflicts(plan) == [["figures", 2018, ("92", "95"), (("S1",), ("S2", "S3")), ""]]


def test_figure_that_people_settled_on_counts_and_is_named(tmp_path):
    settled = {"decided": "yes", "decided_by": "statistics bureau", "decided_on": "2019-03-01"}
    plan = plan_of(tmp_path, [*TWO[:2], TWO[2] | settled])
    assert plan.series("a").to_dict() == {2015: 60, 2018: 95}
    row = plan.conflicts().iloc[0]
    assert (row["readings"], row["adopted"]) == (("95", "92"), "95")
    assert row["decided_by"] == "statistics bureau"
    assert row["decided_on"] == "2019-03-01"


def test_two_different_figures_cannot_both_be_settled_on(tmp_path):
    rows = [TWO[0], TWO[1] | {"decided": "yes"}, TWO[2] | {"decided": "yes"}]
    with pytest.raises(FaultsError, match="a second figure of a for 2018 is decided"):
        plan_of(tmp_path, rows)


@pytest.mark.parametrize("source", ["", "S2"], ids=["without source", "source of its own"])
def test_revision_supersedes_and_is_shown(tmp_path, source):
    first = "" if not source else "S1"
    rows = [
        figure(2015, 60, first),
        figure(2017, 95, first, "first_release"),
        figure(2017, 92, source, "revised"),
        figure(2018, 110, first, "preliminary"),
    ]
    plan = plan_of(tmp_path, rows)
    series = plan.series("a")
    assert series.to_dict() == {2015: 60, 2017: 92, 2018: 110}
    # It goes on with the series that it revises: not another publication.
    assert series.attrs["notes"] == ()
    assert [one.value for one in series.attrs["revised"][2017]] == [95]
    [[kind, year, readings, _, adopted]] = conflicts(plan)
    assert (kind, year, readings, adopted) == ("revision", 2017, ("95", "92"), "92")


@pytest.mark.parametrize(
    ("released", "counts"),
    [(("2018-03", "2019-01"), 91), (("2019-01", "2018-03"), 92), (("", ""), 91)],
    ids=["in order", "newest first", "no date: the later row"],
)
def test_of_several_revisions_the_newest_counts(tmp_path, released, counts):
    revised = [
        figure(2017, value, source, "revised", released=day)
        for value, source, day in zip((92, 91), ("S3", "S2"), released, strict=True)
    ]
    plan = plan_of(tmp_path, [figure(2015, 60, "S1"), figure(2017, 95, "S1"), *revised])
    assert plan.series("a")[2017] == counts


def test_revisions_of_one_source_need_no_other_mark(tmp_path):
    rows = [figure(2015, 60), figure(2017, 95), *(figure(2017, v, "", "revised") for v in (92, 91))]
    assert plan_of(tmp_path, rows).series("a")[2017] == 91


def test_revised_figures_that_cover_the_base_year_are_a_vintage(tmp_path):
    first = [figure(year, value, "S1") for year, value in {2015: 60, 2017: 95, 2018: 110}.items()]
    anew = [figure(2015, 55, "S2", "revised"), figure(2018, 98, "S2", "revised")]
    plan = plan_of(tmp_path, [*first, *anew])
    assert plan.series("a").to_dict() == {2015: 60, 2017: 95, 2018: 110}
    assert plan.series("a", status="revised").to_dict() == {2015: 55, 2018: 98}
    # Told of once, by the figure of the base year.
    assert conflicts(plan) == [["revision", 2015, ("60", "55"), (("S1",), ("S2",)), ""]]


def test_final_figure_of_a_publication_supersedes_its_first_release(tmp_path):
    rows = [
        figure(2015, 60, "S1"),
        figure(2017, 95, "S1", "preliminary"),
        figure(2017, 93, "S1", "first_release"),
        figure(2017, 92, "S1"),
    ]
    plan = plan_of(tmp_path, rows)
    assert plan.series("a")[2017] == 92
    assert conflicts(plan)[0][2:] == [("95", "93", "92"), (("S1",),) * 3, "92"]


def test_second_figure_without_source_or_status_is_asked_for_them(tmp_path):
    with pytest.raises(FaultsError, match=r"say where each is from .* or mark the later one"):
        plan_of(tmp_path, [figure(2017, 95), figure(2017, 92)])


# ---------------------------------------------------------------- targets that were changed

OLD, NEW = {"target": 120, "place": "table 1"}, {"target": 150, "place": "p. 9"}


def changed(plan):
    rows = plan.conflicts().query("kind == 'target changed'")
    names = ["readings", "target_ids", "adopted", "decided_by", "decided_on"]
    return rows[names].values.tolist()


@pytest.mark.parametrize("named", ["a.t1", "table 1"], ids=["by its id", "by its place"])
def test_approved_change_is_no_contradiction(tmp_path, named):
    approved = {"replaces": named, "decided_by": "Council 2018/7", "decided_on": "2018-06-01"}
    plan = plan_of(tmp_path, [figure(2015, 60)], [OLD, NEW | approved])
    assert changed(plan) == [
        [("120", "150"), ("a.t1", "a.p_9"), "150", "Council 2018/7", "2018-06-01"]
    ]
    assert set(plan.conflicts()["kind"]) == {"target changed"}


@pytest.mark.parametrize("place", ["2018年中期调整", "mid-term adjustment 2018"])
def test_place_that_names_an_adjustment_makes_an_approved_change(tmp_path, place):
    plan = plan_of(tmp_path, [figure(2015, 60)], [OLD, NEW | {"place": place}])
    [[readings, _, adopted, decided_by, _]] = changed(plan)
    assert (readings, adopted, decided_by) == (("120", "150"), "150", place)


def test_added_and_dropped_targets_are_listed(tmp_path):
    rows = [OLD | {"change": "dropped", "decided_by": "Council"}, NEW | {"change": "added"}]
    plan = plan_of(tmp_path, [figure(2015, 60)], rows)
    assert [row[0] for row in changed(plan)] == [("120",), ("150",)]
    assert [row[2] for row in changed(plan)] == ["", "150"]


@pytest.mark.parametrize(
    ("replaces", "sentence"),
    [("a.t7", "'a.t7' is no target of a for 2020"), ("a.p_9", "leads back to the row itself")],
)
def test_change_of_nothing_or_of_itself_is_a_fault(tmp_path, replaces, sentence):
    with pytest.raises(FaultsError, match=sentence):
        plan_of(tmp_path, [figure(2015, 60)], [OLD, NEW | {"replaces": replaces}])


@pytest.mark.parametrize("word", ["否", "no", "待核定", "不采用", "未核定"])
def test_words_that_decide_nothing_settle_nothing(tmp_path, word):
    plan = plan_of(tmp_path, [*TWO[:2], TWO[2] | {"decided": word}])
    assert plan.series("a")[2018] == 92
    assert plan.conflicts()["adopted"].tolist() == [""]


def test_revision_of_one_source_leaves_the_figure_of_another(tmp_path):
    """97 of S1 became 92; S2 says 99: one revision, and two figures to settle."""
    rows = [figure(2018, 97, "S1"), figure(2018, 92, "S1", "revised"), figure(2018, 99, "S2")]
    plan = plan_of(tmp_path, [figure(2015, 60, "S1"), *rows])
    assert [row[:1] + row[2:3] + row[4:] for row in conflicts(plan)] == [
        ["figures", ("92", "99"), ""],
        ["revision", ("97", "92"), "92"],
    ]
    assert plan.series("a")[2018] == 92
