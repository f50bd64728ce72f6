"""What learners give: themselves, data sets, questions, scripts. Nothing here is ever computed."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse

from projects.names import SLUG_MAX, username_is_free_to_take, username_shape
from projects.querysets import ApiTokenQuerySet, ProjectQuerySet

BIO_MAX = 1_000
ABOUT_DATA_MAX, CITATION_MAX, SOURCE_URL_MAX = 2_000, 500, 500


class Learner(AbstractUser):
    """A person. The username stands in every address of theirs and never changes."""

    username = models.CharField(
        max_length=30,
        unique=True,
        validators=[username_shape, username_is_free_to_take],
        error_messages={"unique": "This name is taken. Choose another."},
    )
    name = models.CharField("your name", max_length=80, blank=True)
    about = models.CharField("one line about you", max_length=200, blank=True)
    bio = models.TextField("more about you", max_length=BIO_MAX, blank=True)
    website = models.URLField(blank=True, max_length=200)
    code_url = models.URLField("where your code is", blank=True, max_length=200)
    other_url = models.URLField("another page of yours", blank=True, max_length=200)

    def __str__(self) -> str:
        return self.username

    @property
    def shown_name(self) -> str:
        return self.name or self.username

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses on the web, those that were given. Whatever else a column may hold is not among them."""
        given = (self.website, self.code_url, self.other_url)
        return tuple(dict.fromkeys(link for link in given if link.startswith(("http://", "https://"))))

    def get_absolute_url(self) -> str:
        return reverse("portfolio", args=[self.username])


class ApiToken(models.Model):
    """A key for scripts. Only a hash is kept: the secret is shown once, when it is made."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField("first characters", max_length=12, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"


class Dataset(models.Model):
    """A named data set of one learner; its bytes are in its versions."""

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="datasets")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=SLUG_MAX + 8)
    description = models.TextField("what it is", max_length=ABOUT_DATA_MAX, blank=True)
    source = models.CharField("where it comes from, in words", max_length=200, blank=True)
    source_url = models.URLField("where it is on the web", max_length=SOURCE_URL_MAX, blank=True)
    license = models.CharField(max_length=20, blank=True, help_text="A code of projects.licences")
    citation = models.TextField("how to cite it", max_length=CITATION_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "slug"], name="dataset_slug_once_per_owner")]

    def __str__(self) -> str:
        return f"{self.owner}/{self.slug}"


class DatasetVersion(models.Model):
    """Immutable bytes, addressed by their SHA-256, and what was understood of them."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.PositiveBigIntegerField()
    filename = models.CharField(max_length=150)
    reading = models.JSONField(help_text="How the bytes are read: encoding, delimiter, …")
    reading_digest = models.CharField(max_length=64, help_text="SHA-256 of the reading")
    reader_digest = models.CharField(
        max_length=64, default="", help_text="SHA-256 of the reader and of what it was told beside the bytes"
    )
    notes = models.JSONField(
        default=list, help_text="What the reader was told about the reading, in sentences"
    )
    profile = models.JSONField(help_text="Columns with kinds and statistics; no target is known yet")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="dataset_version_number_once"),
            models.UniqueConstraint(
                fields=["dataset", "sha256", "reading_digest"], name="dataset_bytes_once_per_reading"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} v{self.number}"

    @property
    def storage_name(self) -> str:
        return f"datasets/{self.sha256[:2]}/{self.sha256}"

    @property
    def rows(self) -> int:
        return self.profile["rows"]

    @property
    def columns(self) -> list[dict]:
        return self.profile["columns"]


class Tag(models.Model):
    """A plain word that projects share."""

    name = models.SlugField(max_length=30, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """One question: a data set, a target, scripts, evaluations, a write-up."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", "Private: only you"
        UNLISTED = "unlisted", "Unlisted: whoever has the link"
        PUBLIC = "public", "Public: on your portfolio"

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="projects")
    dataset_version = models.ForeignKey(DatasetVersion, on_delete=models.RESTRICT, related_name="projects")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=SLUG_MAX + 8)
    question = models.CharField("the question in one sentence", max_length=200, blank=True)
    target = models.CharField(max_length=200)
    task = models.CharField(max_length=20)
    metric = models.CharField(max_length=40, help_text="The primary metric, fixed before the first reveal")
    protocol = models.JSONField(help_text="Everything that fixes the measurement (evaluations.core.protocol)")
    protocol_digest = models.CharField(max_length=64)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    writeup = models.TextField("write-up", blank=True)
    writeup_html = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, related_name="projects", blank=True)
    pin_position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Place among the projects pinned on the portfolio"
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["owner", "slug"], name="project_slug_once_per_owner")]
        indexes = [
            models.Index(fields=["visibility", "-published_at", "-id"], name="project_newest_public"),
            models.Index(
                fields=["owner", "visibility", "-published_at", "-id"], name="project_newest_of_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}/{self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.owner.username, self.slug])

    @property
    def is_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC


class Script(models.Model):
    """One immutable upload of code."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="scripts")
    version = models.PositiveIntegerField()
    filename = models.CharField(max_length=150)
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=30)
    cells = models.JSONField(null=True, blank=True, help_text="Of a notebook: what is shown around the code")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="script_version_once_per_project")
        ]

    def __str__(self) -> str:
        return f"{self.project} script {self.version}"


class ScriptPicture(models.Model):
    """A picture among a notebook's outputs, as a PNG that we wrote."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    png = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["script", "position"], name="script_picture_once_per_script")
        ]

    def __str__(self) -> str:
        return f"{self.script} picture {self.position}"


class IdempotencyKey(models.Model):
    """The first answer to a creating request, given again when the request comes again."""

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    status_code = models.PositiveSmallIntegerField(
        null=True, help_text="Empty while the first is in progress"
    )
    body = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="idempotency_key_once_per_owner")
        ]

    def __str__(self) -> str:
        return self.key
