"""What settings promise of the queue is what the queue does."""

from celery import current_app
from django.conf import settings
from redis import Redis

from leadqual.celery import app


def test_a_task_sent_from_anywhere_finds_our_queue():
    assert current_app._get_current_object() is app


def test_the_queue_does_what_settings_say():
    assert {
        "task_acks_late": app.conf.task_acks_late,
        "task_ignore_result": app.conf.task_ignore_result,
        "timezone": app.conf.timezone,
        "accept_content": list(app.conf.accept_content),
        "beat_scheduler": app.conf.beat_scheduler,
        "visibility_timeout": app.conf.broker_transport_options["visibility_timeout"] >= 6 * 3600,
    } == {
        "task_acks_late": True,
        "task_ignore_result": True,
        "timezone": "UTC",
        "accept_content": ["json"],
        "beat_scheduler": "django_celery_beat.schedulers:DatabaseScheduler",
        "visibility_timeout": True,
    }


def test_a_message_reaches_the_broker_that_the_environment_names():
    with Redis.from_url(settings.REDIS_URL) as broker, app.connection_for_write() as connection:
        before = broker.llen("test-of-the-broker")
        queue = connection.SimpleQueue("test-of-the-broker")
        queue.put({"lead": 1})
        assert broker.llen("test-of-the-broker") == before + 1
        queue.clear()
        queue.close()
