"""People, companies and leads for stories; each with just what makes it valid."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import Role, Team, User
from frameworks_app.models import Criterion, SignalType
from pipeline.models import Answer, Company, Contact, Lead, LeadState, Signal, Stakeholder


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence("Team {}".format)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        sdr = factory.Trait(role=Role.SDR)
        account_executive = factory.Trait(role=Role.ACCOUNT_EXECUTIVE)
        manager = factory.Trait(role=Role.MANAGER)
        marketing = factory.Trait(role=Role.MARKETING, team=None)
        admin = factory.Trait(role=Role.ADMIN, team=None)

    username = factory.Sequence("person{}".format)
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.com")
    first_name = factory.Sequence("Maja{}".format)
    last_name = "Nowak"
    role = Role.SDR
    team = factory.SubFactory(TeamFactory)
    password = factory.django.Password("a good long password")


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence("Shop {}".format)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    name = factory.Sequence("Ann {}".format)
    email = factory.Sequence("ann{}@shop.example".format)


class LeadFactory(factory.django.DjangoModelFactory):
    """`owner`, `team` (else the owner's) and `stage` go to the lead's state, as everywhere."""

    class Meta:
        model = Lead
        skip_postgeneration_save = True

    title = factory.Sequence("Templates {}".format)
    company = factory.SubFactory(CompanyFactory)
    contact = factory.SubFactory(ContactFactory, company=factory.SelfAttribute("..company"))

    @classmethod
    def _create(cls, model_class, *args, owner=None, team=None, stage=None, **kwargs):
        lead = super()._create(model_class, *args, **kwargs)
        team = team or (owner and owner.team)
        placed = {"owner": owner, "team": team, "stage": stage}
        changes = {name: value for name, value in placed.items() if value is not None}
        if changes:
            LeadState.objects.filter(lead=lead).update(**changes)
        return lead


class SignalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signal

    lead = factory.SubFactory(LeadFactory)
    type = factory.LazyFunction(lambda: SignalType.objects.get(key="product_page_view"))
    occurred_at = factory.LazyFunction(timezone.now)


class AnswerFactory(factory.django.DjangoModelFactory):
    """`key` names the criterion; `days_ago` says when it was heard."""

    class Meta:
        model = Answer

    class Params:
        key = "budget"
        days_ago = 0

    lead = factory.SubFactory(LeadFactory)
    criterion = factory.LazyAttribute(lambda answer: Criterion.objects.get(key=answer.key))
    rating = 3
    evidence = "heard"
    occurred_at = factory.LazyAttribute(lambda answer: timezone.now() - timedelta(days=answer.days_ago))


class StakeholderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stakeholder

    lead = factory.SubFactory(LeadFactory)
    contact = factory.SubFactory(ContactFactory)
    role = Stakeholder.Role.CHAMPION
