"""The model after every kind of event; rules are really checked, sizes are given by hand."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from segdsl.diagnostics import Diagnostic, Source
from segdsl.engine.results import Item, Preview
from segdsl.rulebook import Checker
from segdsl_tui.presentation.preview import wanted
from segdsl_tui.state import events as e
from segdsl_tui.state.model import Place, State
from segdsl_tui.state.questions import Answer, AtHead, Compared, Detail
from segdsl_tui.state.update import update
from tests.cli.projects import CONTRACT
from tests.tui.project import FILE, RULES


def after(state: State, *events: e.Event) -> State:
    for event in events:
        state = update(state, event)
    return state


def read(text: str = RULES) -> e.Read:
    return e.Read((Source("rules/contract.seg", CONTRACT), Source(FILE, text)))


def checked(state: State) -> e.Checked:
    return e.Checked(state.generation, Checker().check([Source(b.name, b.text) for b in state.buffers.values()]))


def item(name: str, size: int) -> Item:
    return Item(name, "segment", None, "bool", size=size, share=size / 4, unknown=0)


def counted(state: State, items: Iterable[Item]) -> e.Counted:
    return e.Counted(state.generation, Preview(dt.date(2021, 6, 30), 4, tuple(items)), 0.0)


def counted_project() -> State:
    """The project read, checked and counted."""
    state = after(State(), read())
    state = after(state, checked(state))
    return after(state, counted(state, [item("grown", 2), item("local", 1), item("life", 0)]))


def typed(text: str) -> e.Typed:
    return e.Typed(FILE, text)


OLDER = typed(RULES.replace("18", "20"))


def test_reading_opens_the_first_file_with_definitions() -> None:
    assert after(State(), read()).current == FILE


def test_an_edit_makes_stale_what_it_touches_and_what_uses_that() -> None:
    state = after(counted_project(), OLDER)
    assert state.stale == {"grown", "local"}
    assert state.sizes["grown"].size == 2, "the last size stays"
    assert state.buffers[FILE].unsaved


def test_a_comment_makes_nothing_stale() -> None:
    assert after(counted_project(), typed(RULES.replace("# 客户", "# 注释"))).stale == frozenset()


def test_counting_the_present_text_makes_it_fresh() -> None:
    state = after(counted_project(), OLDER)
    state = after(state, checked(state))
    state = after(state, counted(state, [item("grown", 1), item("local", 0)]))
    assert (state.stale, state.sizes["grown"].size) == (frozenset(), 1)


def test_what_is_never_counted_is_not_waited_for() -> None:
    state = after(counted_project(), typed(RULES.replace("limit = 30", "limit = 40")))
    assert "limit" in state.stale
    state = after(state, checked(state))
    state = after(state, counted(state, [item("grown", 2), item("local", 1)]))
    assert state.stale == frozenset()
    assert "life" not in state.sizes, "a size that was not counted again is none"


def test_a_count_of_an_earlier_text_is_dropped() -> None:
    before = counted_project()
    state = after(before, OLDER, counted(before, [item("grown", 4)]))
    assert (state.sizes["grown"].size, "grown" in state.stale) == (2, True)


def test_a_rule_with_errors_keeps_its_last_size_marked_stale() -> None:
    state = after(counted_project(), typed(RULES.replace("age >= 18", "agee >= 18")))
    state = after(state, checked(state))
    assert state.rulebook is not None
    assert state.rulebook.broken >= {"grown", "local"}
    state = after(state, counted(state, [item("life", 0)]))
    assert (state.sizes["grown"].size, state.stale) == (2, frozenset({"grown", "local"}))


def test_a_definition_that_is_gone_has_no_size() -> None:
    state = after(counted_project(), typed(RULES[: RULES.index("tag life")]))
    assert "life" not in after(state, checked(state)).sizes


def test_the_preview_follows_the_cursor_and_stays_between_definitions() -> None:
    state = after(counted_project(), e.Moved(FILE, Place(8, 0)))
    assert state.focus == "local"
    assert after(state, e.Moved(FILE, Place(0, 0))).focus == "local"


def test_a_detail_is_outdated_by_an_edit_and_renewed_by_the_next() -> None:
    state = counted_project()
    first, second = Answer(item("grown", 2)), Answer(item("grown", 1))
    state = after(state, e.Answered(state.generation, Detail("grown"), first), OLDER)
    assert state.answer(Detail("grown")) == replace(first, stale=True)
    state = after(state, e.Answered(state.generation, Detail("grown"), second))
    assert state.answer(Detail("grown")) == second


def test_why_a_definition_cannot_be_counted_stands_until_it_changes() -> None:
    state = counted_project()
    refused: Answer[Item] = Answer(None, (Diagnostic("out-of-memory"),))
    state = after(state, e.Answered(state.generation, Detail("grown"), refused))
    assert Detail("grown") not in wanted(replace(state, focus="grown"))
    asked = after(state, OLDER)
    assert Detail("grown") in wanted(after(replace(asked, focus="grown"), checked(asked)))


def test_answers_are_kept_until_there_are_very_many() -> None:
    state = counted_project()
    for number in range(1_000):
        state = after(state, e.Answered(state.generation, Detail(f"d{number}"), Answer(item("grown", number))))
    assert (state.answer(Detail("d0")), state.answer(Detail("d999"))) == (None, Answer(item("grown", 999)))


def test_saving_clears_the_mark() -> None:
    text = RULES + "# neu\n"
    assert after(counted_project(), typed(text), e.Saved(FILE, text)).unsaved == ()


def test_a_clean_file_follows_the_disk() -> None:
    state = after(counted_project(), read(RULES.replace("18", "20")))
    assert ("20" in state.buffers[FILE].text, state.unsaved, state.stale) == (True, (), frozenset({"grown", "local"}))


def test_unsaved_text_is_kept_when_the_file_changes_on_disk() -> None:
    mine, theirs = RULES + "# mine\n", RULES + "# theirs\n"
    buffer = after(counted_project(), typed(mine), read(theirs)).buffers[FILE]
    assert (buffer.text, buffer.saved, buffer.conflict) == (mine, theirs, True)


def test_a_conflict_ends_when_both_texts_are_the_same() -> None:
    mine = RULES + "# mine\n"
    buffer = after(counted_project(), typed(mine), read(RULES + "# theirs\n"), read(mine)).buffers[FILE]
    assert (buffer.unsaved, buffer.conflict) == (False, False)


def test_a_file_deleted_by_others_stays_while_it_has_unsaved_text() -> None:
    gone = e.Read((Source("rules/contract.seg", CONTRACT),))
    assert FILE not in after(counted_project(), gone).buffers
    kept = after(counted_project(), typed(RULES + "# mine\n"), gone).buffers[FILE]
    assert (kept.unsaved, kept.conflict) == (True, True)


def test_reading_data_again_makes_every_size_stale() -> None:
    assert after(counted_project(), e.Reopened()).stale == {"grown", "local", "life"}


def test_after_a_commit_only_what_was_compared_with_the_last_one_is_asked_again() -> None:
    detail, head = Detail("grown"), AtHead("grown")
    moved = after(
        replace(State(), answers={detail: Answer(item("grown", 2)), head: Answer(Compared(""))}), e.HeadMoved()
    )
    assert [moved.answers[question].stale for question in (detail, head)] == [False, True]
