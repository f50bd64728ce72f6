"""Where the results of a measurement are found: by content, within what a learner may know of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.models import Evaluation, FoldResult
from evaluations.querysets import FoldResultQuerySet
from projects.models import DatasetVersion, Project

PUBLIC = "public"


def data_key(version: DatasetVersion) -> str:
    """SHA-256 over the bytes' hash and how they are read: the same bytes may be read in two ways."""
    reading = json.dumps(version.reading, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{version.sha256}\n{reading}".encode()).hexdigest()


@dataclass(frozen=True)
class Address:
    """Data, protocol and engine: everything but the pipeline and the fold."""

    learner_id: int
    data_sha256: str
    data_key: str
    protocol_digest: str
    engine_version: str

    @property
    def own_scope(self) -> str:
        return f"learner-{self.learner_id}"

    def scope_for_storing(self) -> str:
        """Everybody's when the data are public, else the learner's own."""
        public = Project.objects.listed().filter(dataset_version__sha256=self.data_sha256).exists()
        return PUBLIC if public else self.own_scope

    def findable(self, digests: Mapping[str, str]) -> FoldResultQuerySet:
        """Rows of these pipelines (code: digest) that this learner's evaluations may use."""
        return (
            FoldResult.objects.of_measurement(self.data_key, self.protocol_digest, self.engine_version)
            .of_pipelines(dict(digests))
            .filter(scope__in=[PUBLIC, self.own_scope])
        )


def address_of(evaluation: Evaluation) -> Address:
    return Address(
        learner_id=evaluation.project.owner_id,
        data_sha256=evaluation.dataset_version.sha256,
        data_key=data_key(evaluation.dataset_version),
        protocol_digest=evaluation.protocol_digest,
        engine_version=evaluation.engine_version,
    )
