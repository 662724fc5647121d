from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnly(DefaultAccountAdapter):
    """People are added by an admin: a self-hosted sales tool has no public sign-up."""

    def is_open_for_signup(self, request):
        return False
