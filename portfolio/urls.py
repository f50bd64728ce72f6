"""Addresses of the public face."""

from django.urls import path

from portfolio import export_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("explore/", views.explore, name="explore"),
    path("@<slug:username>/", views.portfolio, name="portfolio"),
    path("@<slug:username>/<slug:slug>/", views.project, name="project"),
    path("@<slug:username>/export/site/", export_views.export_portfolio, name="export_portfolio"),
    path("@<slug:username>/<slug:slug>/edit/", views.project_edit, name="project_edit"),
    path("@<slug:username>/<slug:slug>/publish/", views.project_publish, name="project_publish"),
    path("@<slug:username>/<slug:slug>/unpublish/", views.project_unpublish, name="project_unpublish"),
    path("@<slug:username>/<slug:slug>/delete/", views.project_delete, name="project_delete"),
    path("@<slug:username>/<slug:slug>/data/", views.project_data, name="project_data"),
    path("@<slug:username>/<slug:slug>/export/<slug:code>/", export_views.export, name="export"),
]
