"""The same bytes may be read in several ways: each is a version of its own."""

import hashlib
import json

from django.db import migrations, models


def fill_digests(apps, schema_editor):
    versions = apps.get_model("projects", "DatasetVersion").objects.filter(reading_digest="")
    for version in versions.only("pk", "reading").iterator(chunk_size=200):
        told = json.dumps(version.reading, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(told.encode()).hexdigest()
        versions.filter(pk=version.pk).update(reading_digest=digest)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="datasetversion",
            name="reading_digest",
            field=models.CharField(default="", help_text="SHA-256 of the reading", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(fill_digests, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="datasetversion", name="dataset_bytes_once"),
        migrations.AddConstraint(
            model_name="datasetversion",
            constraint=models.UniqueConstraint(
                fields=("dataset", "sha256", "reading_digest"), name="dataset_bytes_once_per_reading"
            ),
        ),
    ]
