"""The address line is hostile input, and what it says survives being sent to a colleague."""

from __future__ import annotations

from ui import address


class Query(dict[str, list[str]]):
    """A stand-in for ``st.query_params``."""

    def get(self, key: str, _default: object = None, /) -> str | None:  # type: ignore[override]
        return next(reversed(self.get_all(key)), None)

    def get_all(self, key: str) -> list[str]:
        return super().get(key, [])


def test_filters_are_read_and_what_cannot_be_read_is_left_out() -> None:
    filters = address.filters(
        Query(
            speaker=["Hendra", "Hendra", ""],
            year=["2020", "20x0"],
            kind=["evil"],
            since=["2020-11-01"],
            until=["tomorrow"],
        )
    )
    assert filters.speaker == ("Hendra",)
    assert filters.year == ("2020",)
    assert filters.kind == ""
    assert filters.since is not None
    assert filters.until is None


def test_a_flood_of_values_is_cut() -> None:
    assert len(address.filters(Query(topic=[str(n) for n in range(5000)])).topic) <= 20
    assert len(address.text(Query(q=["a" * 100_000]), "q")) <= 1000
    assert address.text(Query(q=["a\x00b\nc"]), "q") == "abc"


def test_links_leave_out_what_is_empty_and_escape_the_rest() -> None:
    assert (
        address.link("/", {"q": 'a & "b"', "topic": ["x", "y"], "sort": "", "t": None})
        == "/?q=a+%26+%22b%22&topic=x&topic=y"
    )
    assert address.second(12.0) == "12"
    assert address.second(12.346) == "12.35"
