"""Addresses below ``/learn/``."""

from django.urls import path

from evaluations.learn import views

urlpatterns = [
    path("", views.learn, name="learn"),
    path("starters/<str:name>", views.learn_starter, name="learn_starter"),
    path("<slug:slug>/", views.learn_note, name="learn_note"),
]
