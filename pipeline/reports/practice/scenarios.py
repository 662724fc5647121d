"""The made-up leads to practise with, shipped under pipeline/packs/practice; each file is one, checked as it is read.

Beside stages and reasons, because a scenario is about a conversation; frameworks_app knows no lead, made up or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from frameworks_app.verdict import Answer

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "practice"
TEXTS = ("name", "company", "person", "title", "facts", "situation", "afterwards")
RUNGS = ("assumed", "heard", "confirmed")


class ScenarioFault(ValueError):
    """What is wrong with a file, a line for each fault, with the place where it stands."""


@dataclass(frozen=True)
class Line:
    """What is said, and what that is worth by the rubric."""

    says: Mapping[str, str]
    rating: int
    evidence: str

    @property
    def for_engine(self):
        return Answer(self.rating, self.evidence)


@dataclass(frozen=True)
class Reply:
    """What the person says of one criterion when asked, and what they add when asked on."""

    first: Line
    more: Line | None

    @property
    def whole(self):
        return self.more or self.first

    def heard(self, *, is_probed):
        """What the last words were worth."""
        return self.whole if is_probed else self.first


@dataclass(frozen=True)
class Scenario:
    key: str
    name: Mapping[str, str]
    company: Mapping[str, str]
    person: Mapping[str, str]
    title: Mapping[str, str]
    facts: Mapping[str, str]
    situation: Mapping[str, str]
    afterwards: Mapping[str, str]
    # By criterion; of any other one they do not know.
    replies: Mapping[str, Reply]

    @property
    def truth(self):
        """All that is to be had, by criterion, as the engine takes it."""
        return {key: reply.whole.for_engine for key, reply in self.replies.items()}


@lru_cache(maxsize=1)
def scenarios() -> Mapping[str, Scenario]:
    """All that are shipped, by key, in the order of their files."""
    found = {}
    for path in sorted(FOLDER.glob("*.yml")):
        scenario = read_scenario(yaml.safe_load(path.read_text("utf-8")), path.name)
        if scenario.key in found:
            raise ScenarioFault(f"{path.name}: key: {scenario.key} is another file's already")
        found[scenario.key] = scenario
    return found


def read_scenario(said, place) -> Scenario:
    """One file; ScenarioFault lists everything that is wrong with it at once."""
    faults = [f"{place}: {fault}" for fault in faults_of(said)]
    if faults:
        raise ScenarioFault("\n".join(faults))
    texts = {name: said[name] for name in TEXTS}
    return Scenario(said["key"], **texts, replies={key: reply_of(each) for key, each in said["answers"].items()})


def reply_of(said):
    more = said.get("probed")
    return Reply(line_of(said), line_of(more) if more else None)


def line_of(said):
    return Line(said["says"], said["rating"], said["evidence"])


def faults_of(said):
    if not isinstance(said, dict):
        return ["not a scenario: a mapping of key, texts and answers is wanted"]
    faults = [f"{name}: unknown" for name in sorted(set(said) - {"key", "answers", *TEXTS})]
    if not is_key(said.get("key")):
        faults.append("key: small letters and underscores, at most 50")
    for name in TEXTS:
        faults += text_faults(said.get(name), name)
    answers = said.get("answers")
    if not isinstance(answers, dict) or not answers:
        return [*faults, "answers: at least one criterion is wanted"]
    for key, answer in answers.items():
        faults += reply_faults(answer, f"answers: {key}")
    return faults


def is_key(key):
    return isinstance(key, str) and 0 < len(key) <= 50 and key.replace("_", "").isalnum() and key == key.lower()


def text_faults(texts, place):
    if not isinstance(texts, dict):
        return [f"{place}: a text in each language is wanted"]
    languages = [code for code, _name in settings.LANGUAGES]
    missing = [code for code in languages if not isinstance(texts.get(code), str) or not texts[code].strip()]
    unknown = sorted(set(texts) - set(languages))
    return [f"{place}: not said in {code}" for code in missing] + [
        f"{place}: {code} is no language" for code in unknown
    ]


def reply_faults(answer, place):
    if not isinstance(answer, dict):
        return [f"{place}: says, rating and evidence are wanted"]
    faults = line_faults(answer, place, {"says", "rating", "evidence", "probed"})
    if "probed" in answer:
        more = answer["probed"]
        if not isinstance(more, dict):
            return [*faults, f"{place}: probed: says, rating and evidence are wanted"]
        faults += line_faults(more, f"{place}: probed", {"says", "rating", "evidence"})
    return faults


def line_faults(line, place, known):
    faults = [f"{place}: {name}: unknown" for name in sorted(set(line) - known)]
    faults += text_faults(line.get("says"), f"{place}: says")
    if type(line.get("rating")) is not int or not 0 <= line["rating"] <= 4:
        faults.append(f"{place}: rating: 0 to 4 is wanted, not {line.get('rating')}")
    if line.get("evidence") not in RUNGS:
        faults.append(f"{place}: evidence: {', '.join(RUNGS)} is wanted, not {line.get('evidence')}")
    return faults


def strangers(scenario, document):
    """Criteria that a scenario speaks of and this version does not know: they are never asked there."""
    return sorted(set(scenario.replies) - {each["key"] for each in document["criteria"]})
