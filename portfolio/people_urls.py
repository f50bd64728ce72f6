"""Addresses of people, and of what one follows and has starred."""

from django.urls import path

from portfolio import people_views

urlpatterns = [
    path("@<slug:username>/", people_views.portfolio, name="portfolio"),
    path("@<slug:username>/<slug:slug>/pin/", people_views.pin_project, name="pin_project"),
    path("@<slug:username>/<slug:slug>/star/", people_views.star_project, name="star_project"),
    path("starred/", people_views.starred, name="starred"),
    path("following/", people_views.following, name="following"),
    path("following/feed/", people_views.change_feed, name="change_feed"),
    path("following/<slug:key>/feed.atom", people_views.following_feed, name="following_feed"),
    path("following/people/<slug:username>/", people_views.follow_person, name="follow_person"),
    path("following/tags/<slug:name>/", people_views.follow_tag, name="follow_tag"),
    path(
        "following/datasets/<slug:username>/<slug:slug>/",
        people_views.follow_dataset,
        name="follow_dataset",
    ),
]
