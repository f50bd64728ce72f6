"""What one does with the work of others, and with one's own portfolio: stars, follows, pinned projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from firstfit.addresses import path_of, person_path, tag_path
from firstfit.records import Project, read_project

Fields = dict[str, Any]


class People:
    """The part of ``Client`` that is about people. Everything may be done twice, and changes nothing then."""

    def call(self, method: str, path: str, **fields: Any) -> Any:
        raise NotImplementedError

    def each(self, path: str, query: Fields) -> Iterator[Fields]:
        """The entries of a list. Pages come as needed."""
        while True:
            page = self.call("GET", path, query=query)
            yield from page["results"]
            if not page["next"]:
                return
            query = dict(parse_qsl(urlsplit(page["next"]).query))

    def star(self, project: str) -> int:
        """Somebody else's public ``owner/slug``. How many stars it has now."""
        return int(self.call("PUT", f"{path_of(project)}star/")["stars"])

    def unstar(self, project: str) -> None:
        self.call("DELETE", f"{path_of(project)}star/")

    def starred(self) -> Iterator[Project]:
        """The newest star first. Nobody else can read this list."""
        return map(read_project, self.each("/starred/", {}))

    def follow(self, person: str = "", *, tag: str = "", data_of: str = "") -> None:
        """Somebody, a tag, or the data set that ``owner/slug`` stands on."""
        for path in self.followed_paths(person, tag, data_of):
            self.call("PUT", path)

    def unfollow(self, person: str = "", *, tag: str = "", data_of: str = "") -> None:
        for path in self.followed_paths(person, tag, data_of):
            self.call("DELETE", path)

    def followed_paths(self, person: str, tag: str, data_of: str) -> Iterator[str]:
        if person:
            yield f"{person_path(person)}follow/"
        if tag:
            yield f"{tag_path(tag)}follow/"
        if data_of:
            yield f"/datasets/{self.call('GET', path_of(data_of))['dataset']['id']}/follow/"

    def following(self) -> Iterator[Fields]:
        """Whom and what one follows: ``type``, ``name``, ``url``, ``since``. Nobody else can read it."""
        return self.each("/following/", {})

    def news(self) -> Iterator[Fields]:
        """Versions that were published by whom and on what one follows, the newest first."""
        return self.each("/following/news/", {})

    def pins(self) -> list[str]:
        """Slugs of one's own projects that stand first on the portfolio."""
        return list(self.call("GET", "/me/pins/")["projects"])

    def pin(self, slugs: Sequence[str]) -> list[str]:
        """Exactly these public ones of one's own, in this order; none takes all away."""
        return list(self.call("PUT", "/me/pins/", json={"projects": list(slugs)})["projects"])
