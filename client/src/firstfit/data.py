"""What is said of a project's data: what they are, where they come from, what others may do with them."""

from __future__ import annotations

from typing import Any

from firstfit.addresses import path_of

Fields = dict[str, Any]
SAID = ("description", "source", "source_url", "license", "citation")


class Data:
    """The part of ``Client`` that is about data sets."""

    def call(self, method: str, path: str, **fields: Any) -> Any:
        raise NotImplementedError

    def dataset(self, project: str) -> Fields:
        """The data set that ``owner/slug`` stands on, with its columns."""
        return dict(self.call("GET", self.dataset_path(project)))

    def describe_data(self, project: str, **said: str) -> Fields:
        """Say of one's own data any of ``SAID``; what is left out stays, and "" is not said any more.

        ``license`` is an SPDX name such as "CC-BY-4.0", or "other", "ask" or "unknown".
        """
        return dict(self.call("PATCH", self.dataset_path(project), json=said))

    def dataset_path(self, project: str) -> str:
        return f"/datasets/{self.call('GET', path_of(project))['dataset']['id']}/"
