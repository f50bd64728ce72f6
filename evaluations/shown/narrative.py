"""Numbers in plain sentences: what is known, then what it means, then one next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.core.metric_registry import METRICS
from evaluations.figures.numbers import count
from evaluations.figures.scoreline import ScoreLine
from evaluations.figures.text import in_sentence
from evaluations.shown.checks import ShownChecks
from evaluations.shown.scores import Model
from evaluations.shown.words import listed

_THINGS = frozenset(["random forest", "decision tree", "support vector machine"])


@dataclass(frozen=True)
class Headline:
    """The one number that matters and the sentences around it."""

    value: str
    metric: str
    meaning: str
    direction: str
    spread: str
    verdict: str  # better | no_clear_difference | worse | "" (nothing to compare)
    sentence: str
    model: str
    plain: str  # all of it in one line: for descriptions, previews and feeds


@dataclass(frozen=True)
class NextStep:
    text: str
    anchor: str = ""  # where on the page, or
    action: str = ""  # "publish", "evaluate_again", "edit": what the page makes a link or button of


def make_headline(models: Sequence[Model], line: ScoreLine, baseline_does: str) -> Headline | None:
    """None where no model has a score."""
    best = next((model for model in models if model.is_best and model.score), None)
    if best is None or best.score is None:
        return None
    score, metric = best.score, METRICS[best.score.metric]
    verdict = say_verdict(best, line, baseline_does)
    title = in_sentence(metric.title)
    within = f" ({score.spread})" if score.spread else ""
    return Headline(
        value=score.text,
        metric=title,
        meaning=metric.meaning,
        direction=score.direction,
        spread=score.spread,
        verdict=best.verdict,
        sentence=verdict,
        model=say_which(best, models),
        plain=f"{score.text} {title}{within}: {verdict[:1].lower()}{verdict[1:]}",
    )


def say_verdict(best: Model, line: ScoreLine, baseline_does: str) -> str:
    """The best model against the baseline."""
    beside = f"{baseline_does} ({line.write(line.baseline)})" if line.baseline is not None else baseline_does
    if best.is_baseline:
        return f"No model did better than {beside}."
    if best.verdict == "better" and not _is_ahead(best, line):
        return f"It ranks rows better than chance does, but scores no higher than {beside}."
    if best.ahead:
        return f"Ahead of {beside} on {best.ahead}; such folds allow no test."
    words = {
        "better": f"Better than {beside}.",
        "worse": f"Worse than {beside}.",
        "no_clear_difference": f"No clear difference from {beside}.",
    }
    return words.get(best.verdict, "There is no baseline to compare it with.")


def _is_ahead(best: Model, line: ScoreLine) -> bool:
    """Verdicts are judged on another metric than the headline's, so the two may disagree."""
    if best.score is None or line.baseline is None:
        return True
    ahead = best.score.mean - line.baseline
    return ahead > 0 if line.higher_is_better else ahead < 0


def say_which(best: Model, models: Sequence[Model]) -> str:
    scored = [model for model in models if model.score and not model.is_baseline]
    if best.is_baseline:
        return "The score is the baseline's own."
    among = f", the best of {len(scored)} models" if len(scored) > 1 else ""
    return f"Scored by {_article(best)}{among}."


def compare_models(models: Sequence[Model]) -> str:
    """How far the best can be told from the others, and where the script stands."""
    best = next((model for model in models if model.is_best and model.score), None)
    if best is None or best.score is None:
        return "No model could be scored."
    if best.is_baseline:
        return "None of the models beats the baseline: these columns may not carry the answer."
    others = [model for model in models if model.score and not model.is_best and not model.is_baseline]
    near = [model for model in others if _overlaps(best, model)]
    sentence = _begin(f"{_article(best)} scores best with {best.score.text}. ")
    if best.ahead:
        sentence += "Whether the lead is more than chance, folds by group or by time cannot tell."
    elif near:
        lie = "this lies" if len(near) == 1 else "each lies"
        names = listed([f"{_article(model)} ({model.score.text})" for model in near if model.score])
        sentence += f"On these data it cannot be told apart from {names}: {lie} within its interval."
    elif others:
        sentence += "The others lie outside its interval."
    return " ".join(
        part.strip() for part in (sentence, _losers_sentence(others), _script_sentence(models)) if part
    )


def _overlaps(best: Model, other: Model) -> bool:
    if best.score is None or other.score is None or best.score.low is None or best.score.high is None:
        return False
    return best.score.low <= other.score.mean <= best.score.high


def _article(model: Model) -> str:
    return f"the {model.name}" if model.name in _THINGS else model.name


def _losers_sentence(others: Sequence[Model]) -> str:
    """Who does not clearly beat the baseline."""
    losers = [_article(model) for model in others if model.verdict in ("worse", "no_clear_difference")]
    if not losers:
        return ""
    verb = "does" if len(losers) == 1 else "do"
    return _begin(f"{listed(losers)} {verb} not clearly beat the baseline.")


def _begin(sentence: str) -> str:
    """A capital at the start, but "k-nearest" keeps its letter."""
    return sentence if sentence.startswith("k-") else sentence[:1].upper() + sentence[1:]


def _script_sentence(models: Sequence[Model]) -> str:
    """Where the learner's script stands when it is not the best."""
    script = next((model for model in models if model.is_script and not model.is_best), None)
    if script is None or script.score is None:
        return ""
    rank = 1 + [model.code for model in models].index(script.code)
    scored = sum(model.score is not None for model in models)
    return f"The script scores {script.score.text}, number {rank} of {scored}."


def _is_promising(headline: Headline, models: Sequence[Model]) -> bool:
    """Better than the baseline; ahead of it, where nothing can be tested."""
    best = next((model for model in models if model.is_best), None)
    return headline.verdict == "better" or bool(best and best.ahead)


def next_step(
    headline: Headline | None, models: Sequence[Model], checks: ShownChecks, *, published: bool
) -> NextStep:
    """One thing for the learner to do now: the most serious first."""
    script = next((model for model in models if model.is_script), None)
    if checks.unanswered:
        first = checks.unanswered[0]
        return NextStep(f"Look at this first: {first.title}. Repair it, or answer it.", anchor=first.anchor)
    if script is not None and script.score is None:
        return NextStep(f"Mend the script and send it again: {script.reason}", action="evaluate_again")
    if headline is None or not _is_promising(headline, models):
        return NextStep(
            "Nothing here clearly beats guessing yet. Add columns that could carry the answer, or more rows, "
            "and measure again.",
            action="new",
        )
    if script is None:
        return NextStep(
            "Add a script of your own: it is scored on the very same folds, beside these models.",
            action="evaluate_again",
        )
    if not published:
        return NextStep("Say in a few sentences what you found, then publish.", action="edit")
    if checks.tips:
        return NextStep(f"Read the {count(len(checks.tips), 'tip')} below.", anchor="danger")
    return NextStep("Try an idea that could do better.", action="evaluate_again")
