"""A table of a million rows: laid out by hand-made rows, then as a widget that may only ask for what can be seen."""

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult

from segdsl_tui.presentation import grid as g
from segdsl_tui.presentation.grid import Column, Grid, Layout, Line
from segdsl_tui.widgets.grid import GridView

MILLION = 1_000_000
COLUMNS = (Column("key", "编号"), Column("name", "姓名"), Column("age", "年龄", right=True, sorted=g.DOWN))
ROWS = (Line(("a1", "王*", "7")), Line(("b22", "欧阳**", "64"), stale=True))
SMALL = Grid("small", COLUMNS, 2, lambda at: ROWS[at] if at < 2 else None, "~2", "none")


def plain(parts: tuple[Text, Text]) -> str:
    return parts[0].plain + parts[1].plain


def test_columns_are_as_wide_in_cells_as_what_was_seen_in_them() -> None:
    shape = g.layout(SMALL, range(2))
    assert shape == Layout(2, (4, 6, 5))
    assert [plain(g.heading(SMALL, shape)), *(plain(g.row(SMALL, shape, at)) for at in range(2))] == [
        "~2  编号  姓名    年龄▼",
        " 1  a1    王*         7",
        " 2  b22   欧阳**     64",
    ]


def test_columns_get_wider_while_one_scrolls_never_narrower() -> None:
    first = g.layout(SMALL, range(1))
    assert first.widths == (4, 4, 5)
    assert g.layout(SMALL, range(1), g.layout(SMALL, range(2))).widths == (4, 6, 5)


def test_a_long_cell_is_cut_and_a_line_break_does_not_break_the_line() -> None:
    grid = Grid("x", (Column("note", "note"),), 1, lambda _: Line(("长" * 40 + "\n",)))
    shape = g.layout(grid, range(1))
    assert shape.widths == (g.WIDEST,)
    assert cell_len(plain(g.row(grid, shape, 0))) == 1 + 2 + g.WIDEST


def test_rows_that_have_not_come_are_there_already_and_stale_ones_dim() -> None:
    grid = Grid("x", COLUMNS, 3, lambda _: None)
    assert plain(g.row(grid, g.layout(grid, range(3)), 2)).split() == ["3", "·", "·", "·"]
    assert g.row(SMALL, g.layout(SMALL, range(2)), 1)[1].style == "dim"


def test_scrolling_sideways_goes_from_column_to_column() -> None:
    shape = Layout(3, (8, 10, 20, 5))
    assert [g.scrolled(shape, at, 1) for at in (0, 12, 34)] == [12, 34, 34]
    assert [g.scrolled(shape, at, -1) for at in (34, 12, 0)] == [12, 0, 0]


def test_a_column_is_found_where_it_is_drawn() -> None:
    shape = g.layout(SMALL, range(2))  # numbers 2, key 4, name 6, age 5, each after a gap of 2
    found = [g.column_at(SMALL, shape, x, 0) for x in (0, 3, 7, 8, 15, 16, 40)]
    assert [column.name if column else None for column in found] == [None, "key", "key", "name", "name", "age", "age"]
    scrolled = g.column_at(SMALL, shape, 9, 8)
    assert scrolled is not None
    assert scrolled.name == "age"


class Table(App[None]):
    """A million rows, and which of them were asked for."""

    def __init__(self, total: int = MILLION) -> None:
        super().__init__()
        self.asked: set[int] = set()
        self.told: list[GridView.Seen | GridView.Sorted | GridView.Entered] = []
        columns = tuple(Column(f"c{at}", f"第{at}列", right=at > 4) for at in range(9))
        self.grid = Grid("million", columns, total, self.row, f"{total:,}", "nobody")

    def row(self, at: int) -> Line:
        self.asked.add(at)
        return Line((f"K{at}", *(f"值{at}" for _ in range(8))))

    def compose(self) -> ComposeResult:
        yield GridView("grid")

    @property
    def view(self) -> GridView:
        return self.query_one(GridView)

    def on_mount(self) -> None:
        self.view.focus()
        self.view.show(self.grid)

    def on_grid_view_seen(self, message: GridView.Seen) -> None:
        self.told.append(message)

    def on_grid_view_sorted(self, message: GridView.Sorted) -> None:
        self.told.append(message)

    def on_grid_view_entered(self, message: GridView.Entered) -> None:
        self.told.append(message)


def words(view: GridView, y: int) -> list[str]:
    return view.render_line(y).text.split()


async def test_of_a_million_rows_only_those_that_can_be_seen_are_asked_for() -> None:
    app = Table()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert words(app.view, 1)[:2] == ["1", "K0"]
        await pilot.press("end")
        await pilot.pause()
        assert (app.view.cursor, words(app.view, 19)[:2]) == (MILLION - 1, ["1,000,000", "K999999"])
        await pilot.press("pageup", "up", "home", "down")
        await pilot.pause()
        assert (app.view.cursor, words(app.view, 2)[:2]) == (1, ["2", "K1"])
        assert len(app.asked) < 200
        seen = [(each.first, each.last) for each in app.told if isinstance(each, GridView.Seen)]
        assert seen[-1] == (0, 18)
        assert (MILLION - 19, MILLION - 1) in seen


async def test_every_line_is_as_wide_as_the_pane_wherever_one_has_scrolled() -> None:
    app = Table()
    async with app.run_test(size=(60, 12)) as pilot:
        for key in ("right", "right", "end", "right", "left"):
            await pilot.press(key)
            await pilot.pause()
            strips = [app.view.render_line(y) for y in range(12)]
            assert {strip.cell_length for strip in strips} == {app.view.scrollable_content_region.width}
            assert all(strip.cell_length == cell_len(strip.text) for strip in strips)


async def test_sideways_numbers_and_keys_stay_and_the_heading_goes_along() -> None:
    app = Table()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("right")
        await pilot.pause()
        assert words(app.view, 0)[:3] == ["1,000,000", "第0列", "第2列"]
        assert words(app.view, 1)[:3] == ["1", "K0", "值0"]


async def test_a_click_on_a_heading_sorts_and_two_on_a_row_enter_it() -> None:
    app = Table()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(GridView, offset=(20, 0))
        await pilot.click(GridView, offset=(20, 4))
        await pilot.click(GridView, offset=(20, 4), times=2)
        await pilot.pause()
        found = [each for each in app.told if not isinstance(each, GridView.Seen)]
        assert [type(each) for each in found] == [GridView.Sorted, GridView.Entered]
        assert isinstance(found[0], GridView.Sorted)
        assert found[0].column == "c1"
        assert app.view.cursor == 3


async def test_where_nobody_is_the_table_says_so() -> None:
    app = Table(0)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "end", "pageup")
        await pilot.pause()
        assert words(app.view, 1) == ["nobody"]
