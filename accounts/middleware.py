from django.utils import timezone, translation


def preferences(get_response):
    """Answer every request in the reader's own language and time zone."""

    def middleware(request):
        user = request.user
        if not user.is_authenticated:
            translation.activate(translation.get_language_from_request(request))
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            translation.deactivate()
            return response
        with translation.override(user.language), timezone.override(user.zone):
            request.LANGUAGE_CODE = user.language
            return get_response(request)

    return middleware
