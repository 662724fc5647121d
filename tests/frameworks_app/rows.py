"""Rows of any kind that a set-up page lists, with everything such a page shows of them."""

from itertools import count

from accounts.models import Absence, Role, Team, User
from frameworks_app import models as definitions
from pipeline import models as pipeline

numbers = count(1)


def make_rows(model, how_many):
    for _row in range(how_many):
        MAKERS[model._meta.model_name](next(numbers))


def definition(name, **values):
    def make(number):
        model = getattr(definitions, name, None) or getattr(pipeline, name)
        return model.objects.create(key=f"row_{number}", name={"en": f"Row {number}"}, **values)

    return make


def team(number):
    return Team.objects.create(name=f"Team {number}")


def user(number):
    return User.objects.create_user(f"person{number}", role=Role.SDR, team=team(number))


def company(number):
    return pipeline.Company.objects.create(name=f"Company {number}")


def contact(number):
    return pipeline.Contact.objects.create(name=f"Contact {number}", company=company(number))


def lead(number):
    person = contact(number)
    product, segment = definition("Product")(number), definition("Segment")(number)
    made = pipeline.Lead.objects.create(company=person.company, contact=person, product=product, segment=segment)
    pipeline.LeadState.objects.filter(lead=made).update(owner=user(number))
    return made


def signal(number):
    of = lead(number)
    kind = definitions.SignalType.objects.order_by("pk")[number % 5]
    return pipeline.Signal.objects.create(lead=of, contact=of.contact, type=kind)


def answer(number):
    criterion = definitions.Criterion.objects.order_by("pk")[number % 5]
    return pipeline.Answer.objects.create(lead=lead(number), criterion=criterion, rating=3, by=user(number + 10**6))


def stage_move(number):
    first, second = pipeline.Stage.objects.all()[:2]
    return pipeline.StageMove.objects.create(
        lead=lead(number),
        from_stage=first,
        to_stage=second,
        reason=pipeline.Reason.objects.first(),
        by=user(number + 10**6),
    )


def question(number):
    framework = definition("Framework", pass_rule="all_gates")(number)
    criterion = definition("Criterion", chapter="money", shelf_life=9, rubric=[{"en": "So"}] * 5)(number)
    return definitions.Question.objects.create(
        key=f"question_{number}", criterion=criterion, framework=framework, text={"en": "How?"}
    )


def decision_row(number):
    category = definition("Category", kind="sales", rank=1)(number)
    row = definitions.DecisionRow.objects.create(key=f"row_{number}", category=category)
    return row.conditions.create(kind="engagement_level", at_least=2)


def icp(number):
    persona = definition("Persona")(number)
    return definition("Icp", persona=persona)(number)


def version(number):
    return definitions.ScoringModelVersion.objects.create(document={"format": number}, published_by=user(number))


def stage(number):
    return definition("Stage", kind="open", team=team(number))(number)


def route(number):
    category = definition("Category", kind="sales", rank=1)(number)
    of = stage(number)
    return pipeline.CategoryRoute.objects.create(category=category, stage=of, team=of.team)


def workflow(number):
    return pipeline.TeamWorkflow.objects.create(
        team=team(number),
        segment=definition("Segment")(number),
        leading_framework=definition("Framework", pass_rule="all_gates")(number),
    )


def job(number):
    return pipeline.Job.objects.create(kind="import", by=user(number))


def hand_off(number):
    return pipeline.HandOff.objects.create(lead=lead(number), team=team(number + 10**6), by=user(number + 2 * 10**6))


def clock(number):
    return definition("HandOffClock", event="status", accept_minutes=60)(number)


def hand_off_rule(number):
    return pipeline.HandOffRule.objects.create(name=f"Rule {number}", team=team(number))


def absence(number):
    return Absence.objects.create(person=user(number), first_day="2026-11-02", last_day="2026-11-03")


def tag(number):
    return pipeline.Tag.objects.create(name=f"Tag {number}", created_by=user(number))


def bulk_act(number):
    return pipeline.BulkAct.objects.create(kind="owner", by=user(number))


def merge(number):
    return pipeline.Merge.objects.create(kind="lead", kept_id=1, merged_id=number, by=user(number))


def erasure(number):
    return pipeline.Erasure.objects.create(contact_id=number, cause="request", by=user(number))


def wish(number):
    return pipeline.DoNotContact.objects.create(contact=contact(number), by=user(number))


MAKERS = {
    "erasure": erasure,
    "donotcontact": wish,
    "handoff": hand_off,
    "handoffclock": clock,
    "handoffrule": hand_off_rule,
    "absence": absence,
    "tag": tag,
    "bulkact": bulk_act,
    "merge": merge,
    "product": definition("Product"),
    "segment": definition("Segment"),
    "persona": definition("Persona"),
    "icp": icp,
    "attribute": definition("Attribute", entity="company", value_type="number"),
    "criterion": definition("Criterion", chapter="money", shelf_life=9, rubric=[{"en": "So"}] * 5),
    "question": question,
    "framework": definition("Framework", pass_rule="all_gates"),
    "signaltype": definition("SignalType", kind="interest", points=1, cap=1),
    "category": definition("Category", kind="sales", rank=1),
    "decisionrow": decision_row,
    "scoringmodelversion": version,
    "stage": stage,
    "reason": definition("Reason", kind="lost"),
    "categoryroute": route,
    "teamworkflow": workflow,
    "user": user,
    "team": team,
    "company": company,
    "contact": contact,
    "lead": lead,
    "signal": signal,
    "answer": answer,
    "stagemove": stage_move,
    "job": job,
}
