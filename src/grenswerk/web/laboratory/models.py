"""A result by its content, and the runs of people that asked for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Result(models.Model):
    """What one experiment found under one state of law and data.

    `key` is made from the experiment, the law, the data and the program: the same question has the same key.
    """

    key = models.CharField(max_length=32, primary_key=True)
    law = models.CharField(max_length=16)  # the state of law, data and program
    version = models.CharField(max_length=40)
    seconds = models.FloatField()
    holds = models.BooleanField()  # whether the figures add up
    content = models.BinaryField()  # see `keeping`
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class Run(models.Model):
    """A person's question. Its result may be there already, or be shared with others who asked the same."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="laboratory_runs")
    key = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=120, blank=True)  # given by the person
    name = models.CharField(max_length=200)  # of the experiment, in the language in which it was asked
    asked = models.JSONField()  # what was filled in
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    published = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made",)
        constraints = (models.UniqueConstraint(fields=("owner", "key"), name="one_run_a_question"),)

    def __str__(self) -> str:
        return self.title or self.name
